{{- define "presage.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the names that grow from it. */}}
{{- define "presage.fullname" -}}
{{- $own := include "presage.name" . -}}
{{- $whole := ternary .Release.Name (printf "%s-%s" .Release.Name $own) (contains $own .Release.Name) -}}
{{- default $whole .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "presage.selectorLabels" -}}
app.kubernetes.io/name: {{ include "presage.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "presage.labels" -}}
{{ include "presage.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "presage.configText" -}}
{{- mergeOverwrite (deepCopy .Values.config) (fromYaml (include "presage.ownConfig" .)) | toYaml -}}
{{- end -}}

{{/*
The name has the content's hash: a pod reads the configuration that it was made for, also when its container restarts after an upgrade
that failed, and a change makes a new pod.
*/}}
{{- define "presage.configName" -}}
{{- printf "%s-%s" (include "presage.fullname" .) (include "presage.configText" . | sha256sum | trunc 10) -}}
{{- end -}}

{{- define "presage.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "presage.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "presage.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default (printf "%s%s" $.Chart.AppVersion (ternary "-cuda" "" $.Values.gpu.enabled)) .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The subscription manager puts rmr in the place of http to find the router. */}}
{{- define "presage.service.http" -}}
{{- if .Values.osc.enabled -}}
{{- printf "service-%s-%s-http" .Release.Namespace .Values.osc.name -}}
{{- else -}}
{{- printf "%s-http" (include "presage.fullname" .) -}}
{{- end -}}
{{- end -}}

{{- define "presage.service.rmr" -}}
{{- printf "service-%s-%s-rmr" .Release.Namespace .Values.osc.name -}}
{{- end -}}

{{/*
Of the pods and in the StatefulSet's selector, which cannot be changed: so the API server refuses another number while pods run that
know the old one. Two that count differently would control the same cells.
*/}}
{{- define "presage.podLabels" -}}
{{ include "presage.selectorLabels" . }}
{{- if gt (int .Values.replicas) 1 }}
presage-replicas: {{ .Values.replicas | quote }}
{{- end }}
{{- end -}}

{{/* Gives each pod a name in DNS. */}}
{{- define "presage.headless" -}}
{{- printf "%s-headless" (include "presage.fullname" .) -}}
{{- end -}}

{{- define "presage.tlsSecret" -}}
{{- default (printf "%s-tls" (include "presage.fullname" .)) .Values.tls.existingSecret -}}
{{- end -}}
