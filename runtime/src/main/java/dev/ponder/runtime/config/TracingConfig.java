package dev.ponder.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** Spans of OpenTelemetry. They are exported once {@code quarkus.otel.sdk.disabled} is {@code false}. */
@ConfigGroup
public interface TracingConfig {

    /**
     * Whether spans of calls contain the messages that are sent to models and their answers. Caution: everyone who reads
     * the traces then reads the texts of clients.
     */
    @WithDefault("false")
    boolean captureContent();

    /** How many characters of messages one attribute of a span contains at most, if {@code capture-content} is set. */
    @WithDefault("16K")
    MemorySize maxContentLength();
}
