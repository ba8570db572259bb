package dev.ponder.deploy;

/** Ways to install the chart, each with the values that it needs. */
enum ChartVariant {

    /** What a first installation sets. */
    MINIMAL("""
            upstream: {baseUrl: "https://api.openai.com/v1", apiKey: {secret: ponder-upstream}}
            """),
    /** Every object that belongs to a Deployment, and a value in each list and map. */
    COMPLETE(
            """
                    fullnameOverride: thinker
                    commonLabels: {team: ml}
                    podLabels: {tier: gateway}
                    podAnnotations: {note: "1"}
                    upstream: {baseUrl: "http://llm.models.svc:9000/v1", apiKey: {secret: ponder-upstream}}
                    upstreams:
                      azure:
                        headerSecrets: {api-key: {secret: azure, key: key}}
                        properties: {base-url: "https://us.openai.azure.com/openai/v1", models: "gpt-4o*", priority: 1}
                      my-vllm:
                        apiKey: {secret: vllm}
                        properties: {base-url: "http://vllm:8000/v1", 'model-map."llama3:8b"': "meta/Llama 3"}
                    models: {fast: gpt-4o-mini, "deep:1": moa-gpt-4o}
                    strategies: {default: "re2&moa", enabled: {web_search: true, moa: true}}
                    streaming: {progress: off, emulation: {strategies: {bon: false}}}
                    properties: {ponder.balancing: least-busy, ponder.mcp.max-tools: 64}
                    secretProperties: {ponder.retrieval.search.brave.api-key: {secret: brave, key: api-key}}
                    args: [--enable_docs_url=false]
                    env: [{name: TZ, value: UTC}]
                    envFrom: [{secretRef: {name: more, optional: true}}]
                    volumes: [{name: ca, configMap: {name: ca}}]
                    volumeMounts: [{name: ca, mountPath: /etc/ca}]
                    javaOptions: -XX:MaxRAMPercentage=60
                    image: {digest: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", pullSecrets: [registry]}
                    serviceAccount: {name: ponder}
                    nodeSelector: {kubernetes.io/arch: amd64}
                    tolerations: [{key: spot, operator: Exists}]
                    affinity: {nodeAffinity: {}}
                    priorityClassName: high
                    service: {annotations: {note: "1"}}
                    ingress: {enabled: true, hosts: [ai.example.com], tlsSecret: ai-tls, annotations: {note: "1"}}
                    httpRoute:
                      enabled: true
                      parentRefs: [{name: public, namespace: gateways}]
                      hostnames: [ai.example.com]
                      annotations: {note: "1"}
                    autoscaling: {type: hpa, hpa: {cpuPercent: 80}}
                    networkPolicy:
                      enabled: true
                      from: [{namespaceSelector: {}}]
                      to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}]
                      ports: [8443]
                      egress: [{ports: [{port: 3128}]}]
                    metrics:
                      podAnnotations: true
                      serviceMonitor: {enabled: true, labels: {release: prometheus}}
                      prometheusRule: {enabled: true, labels: {release: prometheus}}
                      dashboards: {enabled: true, annotations: {grafana_folder: AI}}
                    """),
    /** Scaled by KEDA. */
    KEDA("""
            upstream: {baseUrl: "http://llm/v1"}
            autoscaling: {type: keda, keda: {authentication: prometheus}}
            """),
    /** An InferenceService in Standard mode. */
    STANDARD("""
            workload: InferenceService
            upstream: {baseUrl: "http://llm-predictor.team.svc/openai/v1", apiKey: {secret: ponder-upstream}}
            kserve: {model: moa-qwen3-32b}
            autoscaling: {type: hpa}
            httpRoute: {enabled: true, parentRefs: [{name: public}]}
            metrics: {serviceMonitor: {enabled: true}}
            """),
    /** An InferenceService in Standard mode, scaled by KEDA. */
    STANDARD_KEDA("""
            workload: InferenceService
            upstream: {baseUrl: "http://llm-predictor.team.svc/openai/v1"}
            autoscaling: {type: keda}
            """),
    /** An InferenceService in Knative mode. */
    KNATIVE("""
            workload: InferenceService
            upstream: {baseUrl: "http://llm-predictor.team.svc/openai/v1", apiKey: {secret: ponder-upstream}}
            kserve: {deploymentMode: Knative, model: moa-qwen3-32b}
            limits: {deadline: 570s}
            autoscaling: {type: hpa, maxReplicas: 6}
            """),
    /** A ClusterServingRuntime, and an InferenceService that uses it. */
    RUNTIME("""
            workload: InferenceService
            upstream: {baseUrl: "http://llm-predictor.team.svc/openai/v1", apiKey: {secret: ponder-upstream}}
            kserve: {servingRuntime: true, model: moa-qwen3-32b}
            """);

    private final String values;
    private RenderedChart rendered;

    ChartVariant(String values) {
        this.values = values;
    }

    synchronized RenderedChart rendered() {
        if (rendered == null) {
            rendered = RenderedChart.of(values);
        }
        return rendered;
    }
}
