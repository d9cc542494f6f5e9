{{/* The program's configuration as far as it follows from the chart's values. */}}
{{- define "presage.ownConfig" -}}
server:
  address: 0.0.0.0
  port: 8080
spring:
  grpc:
    server:
      address: {{ ternary "127.0.0.1" "0.0.0.0" (eq .Values.transport "loopback") }}
      port: 50051
management:
  endpoint:
    health:
      probes:
        enabled: true
presage:
  {{- with .Values.model }}
  {{- $path := ternary (ternary "" "builtin:slices" (eq .builtin "default")) (printf "/models/%s" .file) (eq .source "builtin") }}
  {{- if or $path $.Values.gpu.enabled }}
  model:
    {{- with $path }}
    path: {{ . | quote }}
    {{- end }}
    {{- if $.Values.gpu.enabled }}
    device: cuda
    {{- end }}
  {{- end }}
  {{- end }}
  security:
    plaintext: {{ eq .Values.transport "plaintext" }}
    {{- if eq .Values.transport "tls" }}
    tls:
      certificate: /etc/presage/tls/tls.crt
      key: /etc/presage/tls/tls.key
      client-auth: {{ .Values.tls.clientAuth }}
      {{- if .Values.tls.clientCa.secretName }}
      client-ca: /etc/presage/client-ca/{{ .Values.tls.clientCa.key }}
      {{- end }}
    {{- end }}
    {{- with .Values.tokens }}
    tokens:
      {{- range . }}
      - name: {{ .name }}
        {{- if .sha256 }}
        sha256: {{ .sha256 | quote }}
        {{- else }}
        token-file: /etc/presage/tokens/{{ .name }}/{{ .key }}
        {{- end }}
        roles: {{ .roles | toJson }}
      {{- end }}
    {{- end }}
  intent:
    state: /var/lib/presage/intent.json
  e2:
    held-nodes: /var/lib/presage/held-nodes.json
  {{- if and (gt (int .Values.replicas) 1) (ne .Values.transport "loopback") }}
  # Their number is in the pod's environment, the index follows from the pod's name.
  replicas:
    peers: {{ printf "%s-{index}.%s.%s.svc:50051" (include "presage.fullname" .) (include "presage.headless" .) .Release.Namespace | quote }}
  {{- end }}
  {{- if .Values.audit.enabled }}
  audit:
    file: /var/lib/presage/decisions.duckdb
  {{- end }}
  {{- if .Values.osc.enabled }}
  osc:
    enabled: true
    name: {{ .Values.osc.name }}
    host: {{ include "presage.service.http" . }}.{{ .Release.Namespace }}
    state: /var/lib/presage/osc.json
    rmr:
      host: {{ include "presage.service.rmr" . }}.{{ .Release.Namespace }}
      port: 4560
      route-port: 4561
  {{- end }}
{{- end -}}
