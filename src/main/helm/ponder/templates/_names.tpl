{{- define "ponder.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "ponder.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "ponder.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "ponder.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "ponder.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ponder.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "ponder.labels" -}}
{{ include "ponder.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ponder.metadata" -}}
name: {{ include "ponder.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "ponder.labels" . | nindent 2 }}
{{- end -}}

{{/* The seconds of a duration such as 500ms, 90s, 15m or 1h, rounded up. */}}
{{- define "ponder.seconds" -}}
{{- $duration := . | toString -}}
{{- if hasSuffix "ms" $duration -}}
{{- divf (trimSuffix "ms" $duration | float64) 1000 | ceil | int64 -}}
{{- else if hasSuffix "h" $duration -}}
{{- mul (trimSuffix "h" $duration | int64) 3600 -}}
{{- else if hasSuffix "m" $duration -}}
{{- mul (trimSuffix "m" $duration | int64) 60 -}}
{{- else -}}
{{- trimSuffix "s" $duration | int64 -}}
{{- end -}}
{{- end -}}

{{/* The time for which everything in front of the server waits for a complete exchange: longer than the server's deadline. */}}
{{- define "ponder.exchangeSeconds" -}}
{{- add (include "ponder.seconds" .Values.limits.deadline | int64) 60 -}}
{{- end -}}

{{/* preStop, delay and drain together, and time to end. */}}
{{- define "ponder.terminationSeconds" -}}
{{- add (int64 .Values.shutdown.preStopSeconds) (include "ponder.seconds" .Values.shutdown.delay | int64)
    (include "ponder.seconds" .Values.shutdown.drain | int64) 15 -}}
{{- end -}}

{{- define "ponder.knative" -}}
{{- if and (eq .Values.workload "InferenceService") (eq .Values.kserve.deploymentMode "Knative") -}}true{{- end -}}
{{- end -}}

{{/* The Service that routes lead to. KServe creates it for an InferenceService. */}}
{{- define "ponder.backend" -}}
{{- if include "ponder.knative" . -}}
{{- fail "ingress.enabled, httpRoute.enabled: true (expected false with kserve.deploymentMode=Knative, which creates the routes)" -}}
{{- end -}}
{{- include "ponder.fullname" . -}}{{- if eq .Values.workload "InferenceService" -}}-predictor{{- end -}}
{{- end -}}

{{- define "ponder.backendPort" -}}
{{- ternary 80 .Values.service.port (eq .Values.workload "InferenceService") -}}
{{- end -}}

{{/* The port of a URL. */}}
{{- define "ponder.urlPort" -}}
{{- $url := urlParse . -}}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (get (dict "http" "80" "redis" "6379" "rediss" "6379") $url.scheme | default "443") -}}
{{- end -}}
