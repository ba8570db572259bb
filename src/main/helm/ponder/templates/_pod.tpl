{{- define "ponder.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ponder.secretVariable" -}}
{{- $name := index . 0 -}}
{{- $reference := index . 1 -}}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: {name: {{ $reference.secret | quote }}, key: {{ $reference.key | default "api-key" | quote }}}
{{- end -}}

{{- define "ponder.environment" -}}
- {name: PONDER_CONFIG_FILE, value: /etc/ponder/config/application.properties}
{{- with .Values.javaOptions }}
- {name: JAVA_TOOL_OPTIONS, value: {{ . | quote }}}
{{- end }}
{{- with .Values.upstream.azure.endpoint }}
- {name: AZURE_OPENAI_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with .Values.upstream.azure.apiVersion }}
- {name: AZURE_OPENAI_API_VERSION, value: {{ . | quote }}}
{{- end }}
{{- with .Values.upstream.azure.deployments }}
- {name: AZURE_OPENAI_DEPLOYMENT, value: {{ join "," . | quote }}}
{{- end }}
{{- range $name, $upstream := include "ponder.upstreams" . | fromJson }}
{{- range $header, $secret := $upstream.headerSecrets }}
{{ include "ponder.secretVariable" (list (include "ponder.variable" (list "upstream" $name "header" $header)) $secret) }}
{{- end }}
{{- end }}
{{- if .Values.access.apiKey.secret }}
{{ include "ponder.secretVariable" (list "PONDER_ACCESS_API_KEY" .Values.access.apiKey) }}
{{- end }}
{{- if and (ne .Values.redis.type "none") .Values.redis.password.secret }}
{{ include "ponder.secretVariable" (list "QUARKUS_REDIS_PASSWORD" .Values.redis.password) }}
{{- end }}
{{- range $header, $secret := .Values.records.headerSecrets }}
{{ include "ponder.secretVariable" (list (include "ponder.variable" (list "record" "header" $header)) $secret) }}
{{- end }}
{{- range $property, $secret := .Values.secretProperties }}
{{ include "ponder.secretVariable" (list (regexReplaceAll "[^A-Z0-9]" (upper $property) "_") $secret) }}
{{- end }}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What belongs to the image: the container without its settings. */}}
{{- define "ponder.container.image" -}}
image: {{ include "ponder.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args:
  - --http_port=8080
  {{- if .Values.kserve.servingRuntime }}
  - --model_name={{ "{{.Name}}" }}
  {{- else if eq .Values.workload "InferenceService" }}
  - --model_name={{ include "ponder.fullname" . }}
  {{- end }}
  {{- range .Values.args }}
  - {{ . | quote }}
  {{- end }}
ports:
  - containerPort: 8080
    protocol: TCP
    {{- if eq .Values.workload "Deployment" }}
    name: http
    {{- end }}
{{- if not (include "ponder.knative" .) }}
startupProbe:
  httpGet: {path: /v2/health/ready, port: 8080}
  periodSeconds: 2
  failureThreshold: {{ div (int64 .Values.probes.startupSeconds) 2 }}
{{- end }}
readinessProbe:
  httpGet: {path: /v2/health/ready, port: 8080}
  {{- if not (include "ponder.knative" .) }}
  periodSeconds: {{ .Values.probes.readinessPeriodSeconds }}
  timeoutSeconds: 2
  failureThreshold: 2
  {{- end }}
livenessProbe:
  httpGet: {path: /v2/health/live, port: 8080}
  periodSeconds: {{ .Values.probes.livenessPeriodSeconds }}
  timeoutSeconds: 2
  failureThreshold: 6
{{- if not (include "ponder.knative" .) }}
lifecycle:
  preStop:
    sleep: {seconds: {{ .Values.shutdown.preStopSeconds }}}
{{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  {{- toYaml .Values.securityContext | nindent 2 }}
{{ end -}}

{{/* What belongs to the release: the settings of the container. */}}
{{- define "ponder.container.settings" -}}
{{- with .Values.envFrom -}}
envFrom:
  {{- toYaml . | nindent 2 }}
{{ end -}}
env:
  {{- include "ponder.environment" . | nindent 2 }}
{{- end -}}

{{- define "ponder.mounts.tmp" -}}
- {name: tmp, mountPath: /tmp}
{{- end -}}

{{- define "ponder.mounts.settings" -}}
- {name: config, mountPath: /etc/ponder/config, readOnly: true}
{{- range $name, $upstream := include "ponder.upstreams" . | fromJson }}
{{- if ($upstream.apiKey).secret }}
- {name: key-{{ $name }}, mountPath: /etc/ponder/keys/{{ $name }}, readOnly: true}
{{- end }}
{{- end }}
{{- if .Values.access.clientsSecret.secret }}
- {name: clients, mountPath: /etc/ponder/clients, readOnly: true}
{{- end }}
{{- if .Values.records.claim }}
- {name: records, mountPath: /records}
{{- end }}
{{- with .Values.volumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ponder.volumes.tmp" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ .Values.tmp.sizeLimit }}}
{{- end -}}

{{- define "ponder.volumes.settings" -}}
- name: config
  configMap: {name: {{ include "ponder.fullname" . }}}
{{- range $name, $upstream := include "ponder.upstreams" . | fromJson }}
{{- if ($upstream.apiKey).secret }}
- name: key-{{ $name }}
  secret:
    secretName: {{ $upstream.apiKey.secret }}
    items: [{key: {{ $upstream.apiKey.key | default "api-key" | quote }}, path: api-key}]
{{- end }}
{{- end }}
{{- with .Values.access.clientsSecret }}
{{- if .secret }}
- name: clients
  secret:
    secretName: {{ .secret }}
    items: [{key: {{ .key | quote }}, path: clients.yaml}]
{{- end }}
{{- end }}
{{- with .Values.records.claim }}
- name: records
  persistentVolumeClaim: {claimName: {{ . }}}
{{- end }}
{{- with .Values.volumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ponder.podAnnotations" -}}
checksum/settings: {{ include "ponder.checksum" . }}
{{- if .Values.metrics.podAnnotations }}
prometheus.io/scrape: "true"
prometheus.io/port: "8080"
prometheus.io/path: /metrics
{{- end }}
{{- with .Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ponder.podLabels" -}}
{{ include "ponder.labels" . }}
{{- with .Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Members of a pod that do not concern the container. Knative admits few of them. */}}
{{- define "ponder.pod" -}}
automountServiceAccountToken: false
# No variables for other Services
enableServiceLinks: false
{{- with .Values.serviceAccount.name }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - {name: {{ . }}}
  {{- end }}
{{- end }}
{{- if not (include "ponder.knative" .) }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
terminationGracePeriodSeconds: {{ include "ponder.terminationSeconds" . }}
{{- with .Values.spreadOver }}
topologySpreadConstraints:
  {{- range . }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ponder.selectorLabels" $ | nindent 8 }}
  {{- end }}
{{- end }}
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
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}
