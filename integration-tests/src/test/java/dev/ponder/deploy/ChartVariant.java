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
                    upstream:
                      provider: azure
                      azure: {endpoint: "https://us.openai.azure.com", apiVersion: "2024-10-21", deployments: [gpt-4o, gpt-4o-mini]}
                      apiKey: {secret: ponder-upstream}
                      headerSecrets: {x-gateway-token: {secret: gateway, key: token}}
                      properties: {max-connections: 512}
                    upstreams:
                      gateway:
                        baseUrl: "https://gateway.example.com:7443/v1"
                        headerSecrets: {authorization: {secret: gateway, key: token}}
                        properties: {models: "claude*", priority: 1}
                      my-vllm:
                        provider: vllm
                        baseUrl: "http://vllm:8000/v1"
                        apiKey: {secret: vllm}
                        properties: {'model-map."llama3:8b"': "meta/Llama 3"}
                    models: {fast: gpt-4o-mini, "deep:1": moa-gpt-4o}
                    strategies: {default: "re2&moa", enabled: {web_search: true, moa: true}}
                    streaming: {progress: off, emulation: {strategies: {bon: false}}}
                    access:
                      apiKey: {secret: team}
                      clients:
                        team-a:
                          key-hashes: [e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855]
                          strategies: [re2]
                          max-tokens: 2000000
                          budget: {amount: 100, period: month}
                      oidc:
                        authServerUrl: "https://login.example.com/realms/ml"
                        audience: [ponder]
                        roleClaimPath: groups
                        nameClaim: sub
                    prices: {"gpt-4o*": {input: 2.5, output: 10, cachedInput: 1.25}, "llama3:8b": {input: 0}}
                    quota: {whenUnavailable: closed, anonymous: {requests-per-minute: 600, budget: {amount: 10}}}
                    redis: {type: bundled, password: {secret: redis}, bundled: {storage: 1Gi, storageClassName: fast}}
                    tracing: {enabled: true}
                    records:
                      claim: records
                      url: "https://sink.example.com:9443/records"
                      headerSecrets: {authorization: {secret: sink, key: token}}
                      redact: {email: '[^ ]+@[^\\s]+'}
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
    /** Scaled by KEDA, with Redis elsewhere and clients in a Secret. */
    KEDA("""
            upstream: {baseUrl: "http://llm/v1"}
            access: {clientsSecret: {secret: clients}}
            redis: {type: external, hosts: "rediss://redis.example.com:6380", password: {secret: redis, key: auth}}
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
