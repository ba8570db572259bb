package dev.ponder.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Traces in responses. */
@ConfigGroup
public interface TraceConfig {

    /**
     * Whether a request may ask for a trace by {@code "ponder": {"trace": true}}: the prompts, candidates, votes and
     * verdicts of each stage, in the {@code ponder} object of the response. Otherwise it is rejected with 403. Caution:
     * a trace shows the prompts of strategies and system messages to the client.
     */
    @WithDefault("false")
    boolean enabled();
}
