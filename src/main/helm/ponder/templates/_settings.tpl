{{/* A line of a properties file; none without a value. Names and texts are escaped. */}}
{{- define "ponder.property" -}}
{{- $name := index . 0 -}}
{{- $value := index . 1 -}}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) -}}
{{- if kindIs "float64" $value -}}
{{- $value = ternary (int64 $value | toString) (toString $value) (eq (floor $value) $value) -}}
{{- end -}}
{{- $name | replace "\\" "\\\\" | replace ":" "\\:" | replace "=" "\\=" | replace " " "\\ " -}}
=
{{- toString $value | replace "\\" "\\\\" | replace "\r" "\\r" | replace "\n" "\\n" }}
{{ end -}}
{{- end -}}

{{/* A switch of which "off" is a value, which YAML 1.1 reads as false. */}}
{{- define "ponder.orOff" -}}
{{- ternary "off" . (eq (toString .) "false") -}}
{{- end -}}

{{/* The name of the environment variable with the API key of an upstream or with one of its headers. */}}
{{- define "ponder.variable" -}}
{{- join "_" . | upper | replace "-" "_" | replace "." "_" -}}
{{- end -}}

{{- define "ponder.settings.streaming" -}}
{{- with .Values.streaming -}}
ponder.streaming.emulation.enabled={{ .emulation.enabled }}
ponder.streaming.emulation.client-override={{ .emulation.clientOverride }}
ponder.streaming.emulation.chunking={{ .emulation.chunking }}
ponder.streaming.emulation.pace={{ .emulation.pace }}
{{ range $id, $emulated := .emulation.strategies -}}
{{ include "ponder.property" (list (printf "ponder.strategies.%s.streaming.emulation" $id) $emulated) }}
{{- end -}}
ponder.streaming.progress={{ include "ponder.orOff" .progress }}
ponder.streaming.keep-alive.form={{ include "ponder.orOff" .keepAlive.form }}
ponder.streaming.keep-alive.interval={{ .keepAlive.interval }}
ponder.streaming.commit-grace={{ .commitGrace }}
ponder.streaming.abort-after-error={{ .abortAfterError }}
ponder.streaming.slow-reader-timeout={{ .slowReaderTimeout }}
ponder.reasoning-field={{ include "ponder.orOff" .reasoningField }}
{{ end -}}
{{- end -}}

{{- define "ponder.settings.upstreams" -}}
{{ include "ponder.property" (list "ponder.openai.base-url" .Values.upstream.baseUrl) }}
{{- range $name, $upstream := .Values.upstreams -}}
{{- $prefix := printf "ponder.upstreams.\"%s\"." $name -}}
{{- range $property, $value := $upstream.properties -}}
{{ include "ponder.property" (list (print $prefix $property) $value) }}
{{- end -}}
{{- if $upstream.apiKey -}}
{{ include "ponder.property" (list (print $prefix "api-key") (printf "${%s}" (include "ponder.variable" (list "upstream" $name "api-key")))) }}
{{- end -}}
{{- range $header, $secret := $upstream.headerSecrets -}}
{{ include "ponder.property" (list (printf "%sheaders.\"%s\"" $prefix $header) (printf "${%s}" (include "ponder.variable" (list "upstream" $name "header" $header)))) }}
{{- end -}}
{{- end -}}
{{- range $alias, $model := .Values.models -}}
{{ include "ponder.property" (list (printf "ponder.models.\"%s\".model" $alias) $model) }}
{{- end -}}
{{ include "ponder.property" (list "ponder.kserve.model" .Values.kserve.model) }}
{{- end -}}

{{- define "ponder.settings.strategies" -}}
{{- with .Values.strategies -}}
ponder.default-strategy={{ .default }}
{{ range $id, $enabled := .enabled -}}
{{ include "ponder.property" (list (printf "ponder.strategies.%s.enabled" $id) $enabled) }}
{{- end -}}
ponder.strategy-in-messages={{ .inMessages }}
ponder.trace.enabled={{ .trace }}
{{ end -}}
{{- end -}}

{{- define "ponder.settings.limits" -}}
{{- with .Values.limits -}}
ponder.limits.deadline={{ .deadline }}
ponder.limits.max-calls={{ int64 .maxCalls }}
ponder.limits.max-parallel-calls={{ int64 .maxParallelCalls }}
ponder.limits.max-tokens={{ int64 .maxTokens }}
ponder.limits.max-body-size={{ .maxBodySize }}
ponder.admission.max-requests={{ int64 .maxRequests }}
ponder.admission.max-queued={{ int64 .maxQueued }}
ponder.admission.max-wait={{ .maxWait }}
{{ end -}}
{{- end -}}

{{- define "ponder.settings.server" -}}
ponder.access-log={{ .Values.accessLog.enabled }}
quarkus.shutdown.delay={{ .Values.shutdown.delay }}
quarkus.shutdown.timeout={{ .Values.shutdown.drain }}
{{ end -}}

{{/* The properties that the server reads at its start; changed ones restart the pods. */}}
{{- define "ponder.settings.static" -}}
{{ include "ponder.settings.upstreams" . }}
{{- include "ponder.settings.server" . }}
{{- range $name, $value := .Values.properties -}}
{{ include "ponder.property" (list $name $value) }}
{{- end -}}
{{- end -}}

{{- define "ponder.settings" -}}
{{ include "ponder.settings.streaming" . }}
{{- include "ponder.settings.strategies" . }}
{{- include "ponder.settings.limits" . }}
{{- include "ponder.settings.static" . }}
{{- end -}}
