package dev.ponder.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Sharing of identical calls. */
@ConfigGroup
public interface BatchingConfig {

    /**
     * Whether a request may share upstream calls with identical requests of the same client that run at the same time, by
     * {@code "ponder": {"batching": true}}. Otherwise it is rejected with 403.
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * Whether all requests do so that do not decide it themselves; only if it is enabled. Caution: clients that repeat a
     * request to get another answer then get the same one.
     */
    @WithDefault("false")
    boolean all();
}
