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

{{/* All upstreams by name, as JSON; the default one is named default. */}}
{{- define "ponder.upstreams" -}}
{{- $all := deepCopy .Values.upstreams -}}
{{- $default := .Values.upstream -}}
{{- if or $default.provider $default.baseUrl $default.apiKey.secret $default.headerSecrets $default.properties -}}
{{- $_ := set $all "default" $default -}}
{{- end -}}
{{- toJson $all -}}
{{- end -}}

{{- define "ponder.settings.upstreams" -}}
{{- range $name, $upstream := include "ponder.upstreams" . | fromJson -}}
{{- $prefix := printf "ponder.upstreams.%s." (ternary $name (printf "%q" $name) (eq $name "default")) -}}
{{ include "ponder.property" (list (print $prefix "provider") $upstream.provider) }}
{{- include "ponder.property" (list (print $prefix "base-url") $upstream.baseUrl) }}
{{- if ($upstream.apiKey).secret -}}
{{ include "ponder.property" (list (print $prefix "api-key-file") (printf "/etc/ponder/keys/%s/api-key" $name)) }}
{{- end -}}
{{- range $header, $secret := $upstream.headerSecrets -}}
{{ include "ponder.property" (list (printf "%sheaders.%q" $prefix $header) (printf "${%s}" (include "ponder.variable" (list "upstream" $name "header" $header)))) }}
{{- end -}}
{{- range $property, $value := $upstream.properties -}}
{{ include "ponder.property" (list (print $prefix $property) $value) }}
{{- end -}}
{{- end -}}
{{- range $alias, $model := .Values.models -}}
{{ include "ponder.property" (list (printf "ponder.models.%q.model" $alias) $model) }}
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

{{- define "ponder.settings.prices" -}}
ponder.prices-currency={{ .Values.pricesCurrency }}
{{ range $model, $price := .Values.prices -}}
{{ include "ponder.property" (list (printf "ponder.prices.%q.input" $model) $price.input) }}
{{- include "ponder.property" (list (printf "ponder.prices.%q.output" $model) $price.output) }}
{{- include "ponder.property" (list (printf "ponder.prices.%q.cached-input" $model) $price.cachedInput) }}
{{- end -}}
{{- end -}}

{{- define "ponder.settings.access" -}}
{{- with .Values.access -}}
{{ include "ponder.property" (list "ponder.access.enabled" .enabled) }}
{{- if and .clients .clientsSecret.secret -}}
{{- fail "access.clients, access.clientsSecret.secret: both are set (expected one of them)" -}}
{{- else if .clients -}}
ponder.access.clients-file=/etc/ponder/config/clients.yaml
{{ else if .clientsSecret.secret -}}
ponder.access.clients-file=/etc/ponder/clients/clients.yaml
{{ end -}}
{{- if .forwardClientKey -}}
ponder.access.forward-client-key=true
{{ end -}}
{{- with .oidc.authServerUrl -}}
quarkus.oidc.tenant-enabled=true
quarkus.oidc.auth-server-url={{ . }}
{{ end -}}
{{ include "ponder.property" (list "quarkus.oidc.token.audience" (join "," .oidc.audience)) }}
{{- include "ponder.property" (list "quarkus.oidc.roles.role-claim-path" .oidc.roleClaimPath) }}
{{- include "ponder.property" (list "ponder.access.token-name-claim" .oidc.nameClaim) }}
{{- end -}}
{{- end -}}

{{- define "ponder.redisHosts" -}}
{{- if eq .Values.redis.type "bundled" -}}
redis://{{ include "ponder.fullname" . }}-redis:6379
{{- else if eq .Values.redis.type "external" -}}
{{- .Values.redis.hosts | default "" -}}
{{- if not .Values.redis.hosts -}}
{{- fail "redis.hosts: empty (expected the URLs of Redis with redis.type=external)" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ponder.settings.quota" -}}
{{- if ne .Values.redis.type "none" -}}
ponder.quota.store=redis
ponder.quota.when-unavailable={{ .Values.quota.whenUnavailable }}
quarkus.redis.hosts={{ include "ponder.redisHosts" . }}
{{ end -}}
{{- range $name, $value := omit .Values.quota.anonymous "budget" -}}
{{ include "ponder.property" (list (print "ponder.quota.anonymous." $name) $value) }}
{{- end -}}
{{- range $name, $value := .Values.quota.anonymous.budget -}}
{{ include "ponder.property" (list (print "ponder.quota.anonymous.budget." $name) $value) }}
{{- end -}}
{{- end -}}

{{- define "ponder.settings.telemetry" -}}
{{- with .Values.tracing -}}
{{- if .enabled -}}
quarkus.otel.sdk.disabled=false
quarkus.otel.exporter.otlp.endpoint={{ .endpoint }}
quarkus.otel.exporter.otlp.protocol={{ .protocol }}
{{ if .captureContent -}}
ponder.tracing.capture-content=true
{{ end -}}
{{- end -}}
{{- end -}}
{{- with .Values.logging -}}
ponder.access-log={{ .access }}
quarkus.log.console.json.enabled={{ .json }}
quarkus.log.level={{ .level }}
{{ end -}}
{{- with .Values.records -}}
{{- if .claim -}}
ponder.record.file=/records/${HOSTNAME}.jsonl
{{ end -}}
{{- if or .claim .url -}}
{{ include "ponder.property" (list "ponder.record.http.url" .url) }}
{{- range $header, $secret := .headerSecrets -}}
{{ include "ponder.property" (list (printf "ponder.record.http.headers.%q" $header) (printf "${%s}" (include "ponder.variable" (list "record" "header" $header)))) }}
{{- end -}}
ponder.record.plain-texts={{ .plainTexts }}
{{ range $name, $pattern := .redact -}}
{{ include "ponder.property" (list (printf "ponder.record.redact.%q" $name) $pattern) }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ponder.settings" -}}
{{ include "ponder.settings.streaming" . }}
{{- include "ponder.settings.strategies" . }}
{{- include "ponder.settings.limits" . }}
{{- include "ponder.settings.upstreams" . }}
{{- include "ponder.settings.prices" . }}
{{- include "ponder.settings.access" . }}
{{- include "ponder.settings.quota" . }}
{{- include "ponder.settings.telemetry" . -}}
quarkus.shutdown.delay={{ .Values.shutdown.delay }}
quarkus.shutdown.timeout={{ .Values.shutdown.drain }}
{{ range $name, $value := .Values.properties -}}
{{ include "ponder.property" (list $name $value) }}
{{- end -}}
{{- end -}}

{{/* A checksum of the properties that the server reads at its start only, so that a change of one restarts the pods. */}}
{{- define "ponder.checksum" -}}
{{- $reloadable := "^ponder\\.(default-strategy=|streaming\\.emulation\\.|strategies\\.[^.]+\\.streaming\\.emulation=|prices\\.|limits\\.(max-calls|max-tokens|deadline|max-parallel-calls|quorum|max-choices|max-body-size|max-timeout)=)" -}}
{{- $static := list -}}
{{- range include "ponder.settings" . | splitList "\n" -}}
{{- if not (regexMatch $reloadable .) -}}
{{- $static = append $static . -}}
{{- end -}}
{{- end -}}
{{- join "\n" $static | sha256sum -}}
{{- end -}}
