{{/* What the schema cannot say of several values together, in one line each. */}}
{{- define "presage.checks" -}}
{{- with .Values -}}
{{- if and (eq .transport "tls") (not .tls.existingSecret) (not .tls.certManager.issuer.name) -}}
{{- fail "transport: tls wants tls.existingSecret or tls.certManager.issuer.name, found neither" -}}
{{- end -}}
{{- if and .tls.existingSecret .tls.certManager.issuer.name -}}
{{- fail "tls: expected existingSecret or certManager.issuer.name, found both" -}}
{{- end -}}
{{- if and (ne .transport "tls") (or .tls.existingSecret .tls.certManager.issuer.name .tls.clientCa.secretName) -}}
{{- fail (printf "tls: expected transport: tls, found transport: %s" .transport) -}}
{{- end -}}
{{- if ne (eq .tls.clientAuth "none") (not .tls.clientCa.secretName) -}}
{{- fail "tls: clientAuth and clientCa.secretName go together, found one of them" -}}
{{- end -}}
{{- if and (ne .model.source "builtin") (not .model.name) -}}
{{- fail (printf "model.name: expected the name of a %s, found none" .model.source) -}}
{{- end -}}
{{- range $i, $token := .tokens -}}
{{- if eq (empty $token.sha256) (empty $token.secretName) -}}
{{- fail (printf "tokens[%d]: expected sha256 or secretName, found both or neither" $i) -}}
{{- end -}}
{{- end -}}
{{- if gt (int .replicas) 1 -}}
{{- if .osc.enabled -}}
{{- fail (printf "replicas: expected 1 with osc.enabled, found %d: the RIC finds an xApp by the name of one Service, behind which any replica would get what another has subscribed to; install a release for each (docs/operations.md, Several replicas)" (int .replicas)) -}}
{{- end -}}
{{- if and (ne .transport "loopback") (ne .service.type "ClusterIP") -}}
{{- fail (printf "service.type: expected ClusterIP with several replicas, found %s: behind one address a stream would find any of them" .service.type) -}}
{{- end -}}
{{- end -}}
{{- range .extraEnv -}}
{{- if eq .name "PRESAGE_REPLICAS_COUNT" -}}
{{- fail "extraEnv: PRESAGE_REPLICAS_COUNT follows from replicas, omit it" -}}
{{- end -}}
{{- end -}}
{{- include "presage.checkName" (dict "what" "the name of the Services" "hint" "set fullnameOverride" "name" (include "presage.fullname" $)) -}}
{{- if .osc.enabled -}}
{{- range $name := list (include "presage.service.http" $) (include "presage.service.rmr" $) -}}
{{- include "presage.checkName" (dict "what" "the name of the Service that the RIC looks for" "hint" "shorten the namespace or osc.name" "name" $name) -}}
{{- end -}}
{{- end -}}
{{- if and .prometheusRule.enabled (not ($.Files.Get "files/rules.yaml")) -}}
{{- fail "prometheusRule.enabled: expected files/rules.yaml in the chart (a link to deploy/prometheus/rules.yaml), found none" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The API server accepts as the name of a Service what RFC 1035 calls a label; lint does not know that. */}}
{{- define "presage.checkName" -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$" .name) -}}
{{- fail (printf "%s: expected 1 to 63 of a-z, 0-9 and -, a letter first, found %q: %s" .what .name .hint) -}}
{{- end -}}
{{- end -}}

{{/* Whether the number of replicas is in config: a release for each, beside one RIC. */}}
{{- define "presage.ownCount" -}}
{{- if has "presage.replicas.count" (splitList "\n" (include "presage.leaves" (dict "prefix" "" "tree" .Values.config))) -}}
true
{{- end -}}
{{- end -}}

{{/* Dotted names of the leaves of .tree, one a line, each between line ends. */}}
{{- define "presage.leaves" -}}
{{- $prefix := .prefix -}}
{{- range $key, $value := .tree -}}
{{- if kindIs "map" $value -}}
{{- include "presage.leaves" (dict "prefix" (printf "%s%s." $prefix $key) "tree" $value) -}}
{{- else -}}
{{- printf "\n%s%s\n" $prefix $key -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* No key may be set twice: one of the two would be ignored silently. */}}
{{- define "presage.checkConfig" -}}
{{- $own := splitList "\n" (include "presage.leaves" (dict "prefix" "" "tree" .own)) -}}
{{- if gt (int .replicas) 1 -}}
{{- $own = append (append $own "presage.replicas.count") "presage.replicas.index" -}}
{{- end -}}
{{- range $key := splitList "\n" (include "presage.leaves" (dict "prefix" "" "tree" .more)) -}}
{{- if and $key (has $key $own) -}}
{{- fail (printf "config: %s follows from other values of this chart, omit it" $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
