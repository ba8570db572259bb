package dev.ponder.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;

/** Configuration of the server. */
@ConfigMapping(prefix = "ponder")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PonderConfig {

    /**
     * Strategy of requests that do not name one: an id, or an expression such as {@code re2&moa}. It does not apply to
     * embeddings and rerank.
     */
    @WithDefault("none")
    String defaultStrategy();

    /**
     * Whether a tag {@code <ponder_strategy>moa</ponder_strategy>} or {@code <optillm_approach>moa</optillm_approach>}
     * in the text of a message selects the strategy. Caution: any text that reaches a prompt can then raise its cost.
     */
    @WithDefault("false")
    boolean strategyInMessages();

    /**
     * File with further settings, in YAML ({@code .yaml}, {@code .yml}) or as properties, such as a mounted ConfigMap. It
     * takes precedence over environment variables, and is read again within seconds when it changes. The default
     * strategy, emulation, prices and limits of a request then change without a restart.
     */
    Optional<Path> configFile();

    /**
     * Provider of the default upstream. Its address and key are looked for in the provider's own environment variables,
     * such as {@code GEMINI_API_KEY}, or in {@code ponder.upstreams.default}; those of OpenAI are then not read.
     */
    Optional<Provider> provider();

    /** The default upstream, under the variable names that OpenAI clients use. */
    OpenAiConfig openai();

    /**
     * Additional path prefix: every endpoint under {@code /v1} is also served under {@code <prefix>/v1}. Set it to an
     * empty value to disable the prefix.
     */
    @WithDefault("${KSERVE_OPENAI_ROUTE_PREFIX:/openai}")
    Optional<String> openaiRoutePrefix();

    /** Names of models for clients. */
    ModelsConfig models();

    /** Upstreams by name. The upstream {@code default} serves the models that no other upstream serves. */
    @ConfigDocMapKey("name")
    @WithDefaults
    Map<String, UpstreamConfig> upstreams();

    /**
     * Headers of a client's request that are forwarded with every upstream call of the request, those of strategies
     * included. A name may end with {@code *}. If {@code authorization} is listed, the client's own key replaces the
     * API key of the upstream.
     */
    @WithDefault("traceparent,tracestate,x-request-id")
    Optional<List<String>> forwardHeaders();

    /** How calls are distributed when several upstreams serve the same model. */
    @WithDefault("round-robin")
    Balancing balancing();

    /** Limits on the number of requests. */
    AdmissionConfig admission();

    /** Providers of OptiLLM. */
    ProxyConfig proxy();

    /** The simulated model. */
    SimConfig sim();

    /** Streaming of responses. */
    StreamingConfig streaming();

    /**
     * Name of the member that carries reasoning in the responses of strategies; {@code off} omits reasoning. Responses
     * of the strategy {@code none} are forwarded unchanged.
     */
    @WithDefault("reasoning_content")
    ReasoningField reasoningField();

    /** Limits of one request. */
    LimitsConfig limits();

    /** Traces in responses. */
    TraceConfig trace();

    /** Spans of OpenTelemetry. */
    TracingConfig tracing();

    /**
     * Whether each POST request writes a line to the log category {@code ponder.access} when its response has ended: id,
     * path, status, model, strategy, calls, tokens, milliseconds and outcome. It contains no text of clients or models.
     */
    @WithDefault("false")
    boolean accessLog();

    /** KServe's protocols. */
    KServeConfig kserve();

    /** Warm-up at startup. */
    WarmupConfig warmup();

    /** Sharing of identical calls. */
    BatchingConfig batching();

    /**
     * Prices of models, for costs and for budgets in money. The key is the name of a model, or a pattern with {@code *};
     * the entry with the exact name applies, else the longest matching pattern.
     */
    @ConfigDocMapKey("model")
    Map<String, PriceConfig> prices();

    /** Currency of all prices and of budgets in money: an ISO 4217 code. */
    @WithDefault("USD")
    String pricesCurrency();

    /** Records of requests. */
    RecordConfig record();

    /** Settings that all strategies have. */
    @ConfigDocMapKey("id")
    @WithDefaults
    Map<String, StrategySettings> strategies();

    /** Providers of OptiLLM. */
    @ConfigGroup
    interface ProxyConfig {

        /**
         * OptiLLM's provider file ({@code proxy_config.yaml}). Its providers become upstreams; properties of upstreams take
         * precedence over it. A fault in it stops the start.
         */
        Optional<Path> configFile();
    }

    /**
     * Load balancing. An upstream whose circuit breaker is open, or whose {@code Retry-After} has not passed, is used
     * last.
     */
    enum Balancing {

        /** In turn, without regard to weights. */
        ROUND_ROBIN,

        /** In turn, in proportion to the weights. */
        WEIGHTED,

        /** The upstream with the fewest calls in relation to its weight. */
        LEAST_BUSY
    }

    /** Names of the member that carries reasoning. */
    enum ReasoningField {
        /** {@code reasoning_content}. */
        REASONING_CONTENT,
        /** {@code reasoning}. */
        REASONING,
        /** Reasoning is omitted. */
        OFF;

        /** The name in messages and deltas; empty for {@link #OFF}. */
        public Optional<String> wireName() {
            return this == OFF ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
        }
    }
}
