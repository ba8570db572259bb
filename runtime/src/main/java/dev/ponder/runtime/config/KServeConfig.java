package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Settings of KServe's protocols. */
@ConfigGroup
public interface KServeConfig {

    /** Aliases, as in {@code ponder.models}, which is the preferred place. Of the same alias in both, this one applies. */
    @ConfigDocMapKey("name")
    Map<String, ModelsConfig.AliasConfig> models();

    /**
     * Name under which the model in {@code ponder.kserve.model} is served. KServe sets {@code INFERENCE_SERVICE_NAME}.
     */
    @WithDefault("${INFERENCE_SERVICE_NAME:}")
    Optional<String> serviceName();

    /**
     * Model that is served under {@code ponder.kserve.service-name}, with or without a strategy: {@code moa-gpt-4o}.
     */
    Optional<String> model();

    /**
     * Path of the OpenAI API on the predictor. Used only with the flag {@code --predictor_host}, which sets the default
     * upstream to that host.
     */
    @WithDefault("/openai/v1")
    String predictorPath();

    /**
     * Whether the readiness probe fails while any served model is not ready. With {@code false}, only requests for that
     * model are rejected.
     */
    @WithDefault("false")
    boolean readyNeedsAllModels();

    /** Whether clients may load and unload models. With {@code false}, both requests are rejected with 501. */
    @WithDefault("true")
    boolean modelControl();

    /** How long an unloaded model may finish the requests that it is processing. */
    @WithDefault("30S")
    Duration unloadTimeout();

    /** CloudEvents of responses to requests that were CloudEvents. */
    CloudEventsConfig cloudEvents();

    /** Attributes of response events. */
    @ConfigGroup
    interface CloudEventsConfig {

        /** Attribute {@code source} of response events. Without a value: {@code io.kserve.inference.<model>}. */
        @WithDefault("${CE_SOURCE:}")
        Optional<String> source();

        /** Attribute {@code type} of response events. */
        @WithDefault("${CE_TYPE:io.kserve.inference.response}")
        String type();

        /** Whether response events carry the extension attributes of the request event. */
        @WithDefault("${CE_MERGE:false}")
        boolean merge();
    }
}
