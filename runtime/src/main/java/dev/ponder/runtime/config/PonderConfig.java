package dev.ponder.runtime.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;

/** Ponder. */
@ConfigMapping(prefix = "ponder")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PonderConfig {

    /** The strategy of requests that name none: an id, or an expression such as {@code re2&moa}. */
    @WithDefault("none")
    String defaultStrategy();

    /**
     * Whether {@code <ponder_strategy>moa</ponder_strategy>} or {@code <optillm_approach>moa</optillm_approach>} in the
     * text of a message names the strategy. Whoever writes into a prompt then chooses what is spent on it.
     */
    @WithDefault("false")
    boolean strategyInMessages();

    /** Where the default upstream is, by the names that OpenAI's own clients use. */
    OpenAiConfig openai();

    /**
     * A path in front of {@code /v1} by which every endpoint can be reached too. Empty for none. If it is not set,
     * {@code KSERVE_OPENAI_ROUTE_PREFIX} is asked.
     */
    @WithDefault("${KSERVE_OPENAI_ROUTE_PREFIX:/openai}")
    Optional<String> openaiRoutePrefix();

    /** The model servers, by name. The one named {@code default} answers for models that no other claims. */
    @ConfigDocMapKey("name")
    @WithDefaults
    Map<String, UpstreamConfig> upstreams();

    /** Which one is asked where several upstreams claim the same model. */
    @WithDefault("round-robin")
    Balancing balancing();

    /** How many requests are let in. */
    AdmissionConfig admission();

    /** The simulated model. */
    SimConfig sim();

    /** How answers are streamed. */
    StreamingConfig streaming();

    /** The member in which strategies' answers carry the model's reasoning; {@code none} relays it as it came. */
    @WithDefault("reasoning_content")
    ReasoningField reasoningField();

    /** What one request may spend. */
    LimitsConfig limits();

    /** Models for clients of KServe's protocols. */
    KServeConfig kserve();

    /** Settings that every strategy has. Each has its own beside them. */
    @ConfigDocMapKey("id")
    @WithDefaults
    Map<String, StrategySettings> strategies();

    /** Ways to choose among upstreams. One whose circuit is open, or that asked to be left alone, comes last. */
    enum Balancing {

        /** In turn. */
        ROUND_ROBIN,

        /** In turn, by weight. */
        WEIGHTED,

        /** The one with the fewest calls for its weight. */
        LEAST_BUSY
    }

    /** Members for reasoning. */
    enum ReasoningField {
        /** {@code reasoning_content}. */
        REASONING_CONTENT,
        /** {@code reasoning}. */
        REASONING,
        /** None: the reasoning is left out. */
        OFF;

        /** Its name in messages and deltas; empty when there is none. */
        public Optional<String> wireName() {
            return this == OFF ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
        }
    }
}
