package dev.ponder.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** One OpenAI-compatible model server. */
@ConfigGroup
public interface UpstreamConfig {

    /** Base URL, up to and with {@code /v1}. */
    Optional<URI> baseUrl();

    /** API key, sent as a bearer token. */
    Optional<String> apiKey();

    /** The models it answers for: exact names, or patterns with {@code *}. Without any, those that it lists itself. */
    Optional<List<String>> models();

    /** Connections to it at the most; further calls wait for one. */
    @WithDefault("256")
    int maxConnections();

    /** Its certificate, if its server is signed by an authority of your own. */
    TlsConfig tls();

    /** How long it may take. */
    TimeoutsConfig timeouts();

    /** What happens when it cannot open a call. */
    RetryConfig retry();

    /** Trust. */
    @ConfigGroup
    interface TlsConfig {

        /** PEM file of the authorities to trust in place of the platform's. */
        Optional<Path> caFile();

        /** Whether any certificate is accepted. For experiments only. */
        @WithDefault("false")
        boolean trustAll();
    }

    /** Five limits, each with an error code of its own. */
    @ConfigGroup
    interface TimeoutsConfig {

        /** To open a connection. */
        @WithDefault("5S")
        Duration connect();

        /** From the request to the first byte of a stream. */
        @WithDefault("60S")
        Duration firstByte();

        /** Between two pieces of a stream. */
        @WithDefault("60S")
        Duration gap();

        /** For one call that is not a stream. */
        @WithDefault("10M")
        Duration total();
    }

    /** One owner of retries: nothing else in the server tries a call again. */
    @ConfigGroup
    interface RetryConfig {

        /** Further tries of one call; 0 for none. */
        @WithDefault("2")
        int max();

        /** Wait before the first of them, doubled for each more; an upstream's {@code Retry-After} comes first. */
        @WithDefault("200MS")
        Duration delay();

        /** The longest wait; an upstream that asks for more is not tried again. */
        @WithDefault("10S")
        Duration maxDelay();
    }
}
