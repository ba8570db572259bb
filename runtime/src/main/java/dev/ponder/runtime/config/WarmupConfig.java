package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/**
 * Warm-up: before the server accepts requests, it sends requests to itself, so that the first requests of clients are
 * faster. They are answered by an upstream in the process and do not appear in logs, metrics or model lists.
 */
@ConfigGroup
public interface WarmupConfig {

    /**
     * Whether the warm-up is enabled. The server enables it in production mode ({@code %prod}); an application that embeds
     * the extension does not.
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * Maximum number of requests. They are sent through OpenAI's and KServe's protocols, as whole and as streamed
     * responses.
     */
    @WithDefault("300")
    int requests();

    /** Maximum time. After it, the server starts without the remaining requests. */
    @WithDefault("1S")
    @Range(max = Integer.MAX_VALUE)
    Duration timeout();

    /**
     * Ids of the strategies that the warm-up runs, besides the default strategy; {@code *} for all. Ids that the
     * application does not have are ignored. A strategy of your own must have no side effects to be listed here.
     */
    @WithDefault("re2")
    Optional<List<String>> strategies();
}
