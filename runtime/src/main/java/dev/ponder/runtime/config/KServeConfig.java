package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** What is served by KServe's protocols. */
@ConfigGroup
public interface KServeConfig {

    /** Models with or without a strategy, by the names that they have for clients. */
    @ConfigDocMapKey("name")
    Map<String, ModelConfig> models();

    /** The name of the one model that stands for the whole service; KServe sets it by its environment variable. */
    @WithDefault("${INFERENCE_SERVICE_NAME:}")
    Optional<String> serviceName();

    /** The model behind the service's name, as clients of OpenAI's protocol write it: {@code moa-gpt-4o}, say. */
    Optional<String> model();

    /** Where the predictor that the flag {@code --predictor_host} names has the routes of OpenAI's protocol. */
    @WithDefault("/openai/v1")
    String predictorPath();

    /** Whether one model that is not ready makes the server not ready; otherwise only requests for it are refused. */
    @WithDefault("false")
    boolean readyNeedsAllModels();

    /** Whether clients may load and unload models. */
    @WithDefault("true")
    boolean modelControl();

    /** How long a model that is unloaded may go on answering the requests that it has begun. */
    @WithDefault("30S")
    Duration unloadTimeout();

    /** Events in which answers are sent, to those who asked by an event. */
    CloudEventsConfig cloudEvents();

    /** One model. */
    @ConfigGroup
    interface ModelConfig {

        /** What answers, as clients of OpenAI's protocol write it: {@code moa-gpt-4o}, say. */
        String model();
    }

    /** CloudEvents. */
    @ConfigGroup
    interface CloudEventsConfig {

        /** Their source; without one, {@code io.kserve.inference.} and the model's name. */
        @WithDefault("${CE_SOURCE:}")
        Optional<String> source();

        /** Their type. */
        @WithDefault("${CE_TYPE:io.kserve.inference.response}")
        String type();

        /** Whether they carry the extension attributes of the event that asked. */
        @WithDefault("${CE_MERGE:false}")
        boolean merge();
    }
}
