package dev.ponder.runtime.config;

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

    /**
     * Provider of the upstream. It decides the base URL, the header of the key, the environment variables in which both
     * are looked for, and what is known about differences from OpenAI's API; other properties take precedence.
     */
    Optional<Provider> provider();

    /**
     * Base URL of the upstream, including {@code /v1}. A query, such as {@code ?api-version=2024-10-21}, is sent with
     * every call; a user name and a password are sent as basic authentication. A path segment <code>{model}</code> is
     * replaced by the model of each call.
     */
    Optional<String> baseUrl();

    /** API key of the upstream, sent as a bearer token. White space around it is removed. */
    Optional<String> apiKey();

    /**
     * File with the API key, instead of {@code api-key}. It is read again within seconds when it changes; while it is
     * wrong, the key that was read before stays in use.
     */
    Optional<Path> apiKeyFile();

    /**
     * Header that carries the API key, such as {@code api-key}; {@code authorization} carries it as a bearer token.
     * Without a value, that of the provider, or {@code authorization}.
     */
    Optional<String> apiKeyHeader();

    /**
     * Additional headers of every call to the upstream, such as {@code headers.cf-aig-authorization} for a gateway. A
     * header {@code authorization} replaces the API key. Values never appear in logs. In environment variables a header
     * is written with underscores: {@code PONDER_UPSTREAMS__AZURE__HEADERS_API_KEY}.
     */
    @ConfigDocMapKey("header")
    Map<String, String> headers();

    /**
     * Query parameters of every call to the upstream, such as {@code query.api-version}, in addition to those of the base
     * URL. In environment variables, underscores of a name are read as hyphens.
     */
    @ConfigDocMapKey("parameter")
    Map<String, String> query();

    /**
     * Proxy for calls to the upstream: {@code http://user:password@host:port}, {@code socks5://host:port}, or
     * {@code none} for no proxy. Without a value, {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and
     * {@code NO_PROXY} of the environment apply.
     */
    Optional<String> proxy();

    /**
     * Models that the upstream serves: exact names, or patterns with {@code *}, separated by commas. Without a value,
     * the models that the upstream lists at {@code /models}.
     */
    Optional<List<String>> models();

    /**
     * Relative share of the calls, if several upstreams serve the same model. Used by {@code weighted} and
     * {@code least-busy} balancing.
     */
    @WithDefault("1")
    @Range(min = 1)
    int weight();

    /**
     * Rank among the upstreams that serve the same model: calls go to those with the lowest number, 0 or more, and to others
     * only while none of these is available. Balancing applies among upstreams of the same rank.
     */
    @WithDefault("0")
    @Range(min = 0)
    int priority();

    /**
     * The upstream's own names of models, by the names that clients use. A model that is not listed has the same name. It
     * does not decide which models the upstream serves.
     */
    @ConfigDocMapKey("model")
    Map<String, String> modelMap();

    /**
     * Maximum number of calls to the upstream at the same time. A stream counts until it ends. More calls wait in a
     * queue.
     */
    @WithDefault("256")
    @Range(min = 1)
    int maxConnections();

    /** Maximum number of calls that wait in the queue. When the queue is full, a call fails with 503. */
    @WithDefault("1024")
    int maxQueuedCalls();

    /**
     * Maximum time in the queue. A call that waits longer fails with 503. Zero: a call waits until the deadline of its
     * request.
     */
    @WithDefault("30S")
    Duration maxQueueTime();

    /**
     * Size of the receive buffer of each connection. A stream whose client is slow holds a few times this size in
     * memory. A larger buffer speeds up large responses over networks with a high latency.
     */
    @WithDefault("32K")
    @Range(min = 1, max = Integer.MAX_VALUE)
    MemorySize receiveBufferSize();

    /** Maximum size of one event of a streamed response. A larger event fails the call with 502. */
    @WithDefault("16M")
    @Range(min = 1)
    MemorySize maxEventSize();

    /**
     * Maximum size of a response that is not streamed. A larger response fails the call with 502. Responses that the
     * strategy {@code none} forwards have no maximum.
     */
    @WithDefault("64M")
    @Range(min = 1)
    MemorySize maxReplySize();

    /** TLS. */
    TlsConfig tls();

    /**
     * Name of a configuration of Quarkus' TLS registry ({@code quarkus.tls.<name>}) for calls to the upstream, with a
     * client certificate or a trust store. It replaces {@code tls.ca-file} and {@code tls.trust-all}. With
     * {@code quarkus.tls.<name>.reload-period}, renewed certificates are used without a restart.
     */
    Optional<String> tlsConfigurationName();

    /** Timeouts of calls. */
    TimeoutsConfig timeouts();

    /**
     * Timeouts for single models. The key is a model name or a pattern with {@code *}. A timeout that is not set here
     * is that of the upstream.
     */
    @ConfigDocMapKey("model")
    Map<String, ModelTimeoutsConfig> modelTimeouts();

    /** Retries of calls that fail before their first byte. */
    RetryConfig retry();

    /** Circuit breakers of the upstream and of its models. */
    CircuitBreakerConfig circuitBreaker();

    /** TLS. */
    @ConfigGroup
    interface TlsConfig {

        /** PEM file with the CA certificates to trust instead of those of the Java platform. */
        Optional<Path> caFile();

        /** Whether to accept every certificate and host name. For experiments only. */
        @WithDefault("false")
        boolean trustAll();
    }

    /**
     * Timeouts of calls to the upstream, each with its own error code. A request may override them in
     * {@code ponder.timeouts}.
     */
    @ConfigGroup
    interface TimeoutsConfig {

        /** Timeout for opening a connection. Error code: {@code connect_timeout}. */
        @WithDefault("5S")
        @Range(max = Integer.MAX_VALUE)
        Duration connect();

        /**
         * Timeout from the call to the first byte of a streamed response. Error code: {@code first_byte_timeout}. Zero:
         * no timeout.
         */
        @WithDefault("60S")
        Duration firstByte();

        /**
         * Idle timeout between two content chunks of a streamed response; keep-alives of the upstream do not count as
         * content. Error code: {@code upstream_stalled}. Zero: no timeout.
         */
        @WithDefault("60S")
        Duration gap();

        /** Timeout of a call that is not streamed. Error code: {@code call_timeout}. Zero: no timeout. */
        @WithDefault("10M")
        Duration total();
    }

    /** Timeouts of one model. */
    @ConfigGroup
    interface ModelTimeoutsConfig {

        /** Timeout from the call to the first byte of a streamed response of the model. Zero: no timeout. */
        Optional<Duration> firstByte();

        /** Idle timeout between two content chunks of a streamed response of the model. Zero: no timeout. */
        Optional<Duration> gap();

        /** Timeout of a call to the model that is not streamed. Zero: no timeout. */
        Optional<Duration> total();
    }

    /**
     * Circuit breakers: one counts the connection errors of the upstream; one for each model counts its 5xx, timeouts,
     * stalls and truncated responses. A 4xx is not a failure. The candidates and retries of one stage of a request
     * count as one failure at most.
     */
    @ConfigGroup
    interface CircuitBreakerConfig {

        /** Whether the circuit breakers are enabled. */
        @WithDefault("true")
        boolean enabled();

        /**
         * Number of recent outcomes that a circuit breaker evaluates, at least 1. It does not open before this many
         * were counted.
         */
        @WithDefault("20")
        @Range(min = 1)
        int calls();

        /** Ratio of failed calls at which a circuit breaker opens, above 0 and up to 1. */
        @WithDefault("0.5")
        @Range(min = 0.001, max = 1)
        double failureRatio();

        /**
         * How long a circuit breaker stays open before it admits a trial call, one at a time. Open, it fails calls with
         * 503.
         */
        @WithDefault("5S")
        Duration delay();

        /** Number of consecutive trial calls that must succeed to close a circuit breaker. */
        @WithDefault("1")
        @Range(min = 1)
        int successes();
    }

    /** Retries. No other part of the server retries a call. */
    @ConfigGroup
    interface RetryConfig {

        /**
         * Maximum number of retries of one call. Only transient errors before the first byte are retried. Requests that
         * the strategy {@code none} forwards are not retried. 0: no retries.
         */
        @WithDefault("2")
        int max();

        /**
         * Delay before the first retry, doubled for each further retry. A {@code Retry-After} of the upstream has
         * precedence.
         */
        @WithDefault("200MS")
        Duration delay();

        /**
         * Maximum delay before a retry. If the {@code Retry-After} of the upstream is longer, the call is not retried.
         */
        @WithDefault("10S")
        Duration maxDelay();

        /**
         * Retry budget: number of retries that each call adds to the budget, which all calls share. It limits the load
         * that retries add during an outage to this ratio.
         */
        @WithDefault("0.2")
        double budgetRatio();

        /** Maximum of the retry budget, and its value at the start. */
        @WithDefault("20")
        int budgetReserve();
    }
}
