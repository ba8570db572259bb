package dev.ponder.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
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

    /**
     * Its share of the calls where several upstreams answer for a model, beside the shares of the others; for
     * {@code weighted} and {@code least-busy} balancing.
     */
    @WithDefault("1")
    int weight();

    /** Calls to it at the same time at the most, streams to their end included; further calls wait. */
    @WithDefault("256")
    int maxConnections();

    /** Calls that may wait for their turn; one more is refused with 503. */
    @WithDefault("1024")
    int maxQueuedCalls();

    /** How long a call may wait for its turn before it is refused with 503; zero for as long as its request may. */
    @WithDefault("30S")
    Duration maxQueueTime();

    /**
     * Bytes that are read from a connection at a time, and that the system keeps of it: a few times as much is held of
     * each stream whose client is slow. More helps where whole replies are large and the way is long.
     */
    @WithDefault("32K")
    MemorySize receiveBufferSize();

    /** The largest event of a stream that is read; a larger one fails the call. */
    @WithDefault("16M")
    MemorySize maxEventSize();

    /** The largest whole reply that is read; a larger one fails the call. A relayed one passes at any size. */
    @WithDefault("64M")
    MemorySize maxReplySize();

    /** Its certificate, if its server is signed by an authority of your own. */
    TlsConfig tls();

    /** How long it may take. */
    TimeoutsConfig timeouts();

    /** How long single models may take, by name or by pattern with {@code *}; what is not set here is as above. */
    @ConfigDocMapKey("model")
    Map<String, ModelTimeoutsConfig> modelTimeouts();

    /** What happens when it cannot open a call. */
    RetryConfig retry();

    /** When it is left alone for a while, because its calls keep failing. */
    CircuitBreakerConfig circuitBreaker();

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

    /** The same limits for a model. */
    @ConfigGroup
    interface ModelTimeoutsConfig {

        /** From the request to the first byte of a stream. */
        Optional<Duration> firstByte();

        /** Between two pieces of a stream. */
        Optional<Duration> gap();

        /** For one call that is not a stream. */
        Optional<Duration> total();
    }

    /** Opens on failures, on silence and on answers that are cut off; a refusal of a request is no failure. */
    @ConfigGroup
    interface CircuitBreakerConfig {

        /** Whether there is one. */
        @WithDefault("true")
        boolean enabled();

        /** The calls it looks back on, and the least it needs to open. */
        @WithDefault("20")
        int calls();

        /** The share of failures among them that opens it, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** How long it stays open before a call may try again. */
        @WithDefault("5S")
        Duration delay();

        /** Calls in a row that must succeed then to close it. */
        @WithDefault("2")
        int successes();
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

        /**
         * Tries that each call adds to what all calls together may spend on further tries, so that an outage is not
         * made worse by them.
         */
        @WithDefault("0.2")
        double budgetRatio();

        /** The most further tries that may be saved up, and what there is at the start. */
        @WithDefault("20")
        int budgetReserve();
    }
}
