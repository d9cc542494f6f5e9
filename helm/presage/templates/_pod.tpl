{{- define "presage.pod" -}}
serviceAccountName: {{ include "presage.serviceAccount" . }}
automountServiceAccountToken: false
# Kubernetes would set PRESAGE_… for every Service named so, which the program takes for configuration.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.gpu.enabled }}
{{- with .Values.gpu.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - {{ include "presage.container" . | nindent 4 | trim }}
volumes:
  {{- include "presage.volumes" . | nindent 2 }}
{{- end -}}

{{- define "presage.container" -}}
name: presage
image: {{ include "presage.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args:
  - serve
  - --config
  - /etc/presage/config/application.yaml
  {{- range .Values.extraArgs }}
  - {{ . | quote }}
  {{- end }}
{{- $env := .Values.extraEnv }}
{{- if not (include "presage.ownCount" .) }}
{{- $env = append $env (dict "name" "PRESAGE_REPLICAS_COUNT" "value" (toString .Values.replicas)) }}
{{- end }}
{{- with $env }}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if and .Values.osc.enabled .Values.osc.sharedDataLayer }}
envFrom:
  - configMapRef:
      name: {{ .Values.osc.sharedDataLayer }}
      optional: true
{{- end }}
ports:
  - name: http
    containerPort: 8080
  {{- if ne .Values.transport "loopback" }}
  - name: grpc
    containerPort: 50051
  {{- end }}
  {{- if .Values.osc.enabled }}
  - name: rmr-data
    containerPort: 4560
  - name: rmr-route
    containerPort: 4561
  {{- end }}
startupProbe:
  httpGet:
    path: /ric/v1/health/alive
    port: http
  periodSeconds: 1
  timeoutSeconds: {{ .Values.probes.timeoutSeconds }}
  failureThreshold: {{ .Values.probes.startupSeconds }}
livenessProbe:
  httpGet:
    path: /ric/v1/health/alive
    port: http
  {{- include "presage.probeTimes" . | nindent 2 }}
  # A process that does not answer does not stop by itself either.
  terminationGracePeriodSeconds: 5
readinessProbe:
  httpGet:
    path: /ric/v1/health/ready
    port: http
  {{- include "presage.probeTimes" . | nindent 2 }}
resources:
  {{- $resources := deepCopy (default dict .Values.resources) }}
  {{- if .Values.gpu.enabled }}
  {{- $resources = merge $resources (dict "limits" (dict .Values.gpu.resource .Values.gpu.count)) }}
  {{- end }}
  {{- toYaml $resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  {{- include "presage.mounts" . | nindent 2 }}
{{- end -}}

{{- define "presage.probeTimes" -}}
periodSeconds: {{ .Values.probes.periodSeconds }}
timeoutSeconds: {{ .Values.probes.timeoutSeconds }}
failureThreshold: {{ .Values.probes.failureThreshold }}
{{- end -}}

{{/* Whole directories: a file that is mounted alone would never change. */}}
{{- define "presage.mounts" -}}
- name: config
  mountPath: /etc/presage/config
  readOnly: true
- name: tmp
  mountPath: /tmp
- name: state
  mountPath: /var/lib/presage
{{- if eq .Values.transport "tls" }}
- name: tls
  mountPath: /etc/presage/tls
  readOnly: true
{{- if .Values.tls.clientCa.secretName }}
- name: client-ca
  mountPath: /etc/presage/client-ca
  readOnly: true
{{- end }}
{{- end }}
{{- range .Values.tokens }}
{{- if .secretName }}
- name: token-{{ .name }}
  mountPath: /etc/presage/tokens/{{ .name }}
  readOnly: true
{{- end }}
{{- end }}
{{- if ne .Values.model.source "builtin" }}
- name: models
  mountPath: /models
  readOnly: true
{{- end }}
{{- end -}}

{{- define "presage.volumes" -}}
- name: config
  configMap:
    name: {{ include "presage.configName" . }}
- name: tmp
  emptyDir:
    sizeLimit: 1Gi
{{- if not .Values.persistence.enabled }}
- name: state
  emptyDir: {}
{{- end }}
{{- if eq .Values.transport "tls" }}
- name: tls
  secret:
    secretName: {{ include "presage.tlsSecret" . }}
    defaultMode: 0440
{{- with .Values.tls.clientCa }}
{{- if .secretName }}
- name: client-ca
  secret:
    secretName: {{ .secretName }}
    defaultMode: 0440
    # Where the CA lies beside a key, the key stays out.
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.tokens }}
{{- if .secretName }}
- name: token-{{ .name }}
  secret:
    secretName: {{ .secretName }}
    defaultMode: 0440
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end }}
{{- end }}
{{- with .Values.model }}
{{- if eq .source "persistentVolumeClaim" }}
- name: models
  persistentVolumeClaim:
    claimName: {{ .name }}
    readOnly: true
{{- else if eq .source "configMap" }}
- name: models
  configMap:
    name: {{ .name }}
{{- end }}
{{- end }}
{{- end -}}
