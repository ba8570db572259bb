package dev.ponder.runtime.security.access;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.ponder.runtime.config.Range;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may use the server. */
@ConfigMapping(prefix = "ponder.access")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface AccessConfig {

    /**
     * Whether requests need an API key or a token. The default is {@code true} if clients, a file of clients or OpenID
     * Connect are configured, otherwise {@code false}. If it is not set, a server without clients that listens on other
     * addresses than the loopback address warns about it.
     */
    Optional<Boolean> enabled();

    /**
     * One API key in plain text, for a server with one client, which is named {@code default} and may use everything that
     * need not be listed by name. The server keeps its hash only.
     */
    @WithDefault("${OPTILLM_API_KEY:}")
    Optional<String> apiKey();

    /**
     * File with more clients, in YAML or JSON, such as a mounted Kubernetes Secret. It is read again when it changes. A
     * file with a fault stops the start; after the start it is logged, and the clients remain as they were.
     */
    Optional<Path> clientsFile();

    /**
     * Claim of a token, such as {@code sub} or {@code azp}, that distinguishes the users or applications behind one client:
     * the limits and the budget of the client then apply to each of them, under the name {@code <client>/<claim>}. The
     * default is that they share them.
     */
    Optional<String> tokenNameClaim();

    /**
     * Whether the API key or token of a client remains in the headers of its request, so that
     * {@code ponder.forward-headers} can forward it and models in this process can read it.
     */
    @WithDefault("false")
    boolean forwardClientKey();

    /**
     * Additional paths that need no API key, such as those of an application that embeds Ponder. {@code *} stands for any
     * text.
     */
    Optional<List<String>> openPaths();

    /** Clients by name. */
    @ConfigDocMapKey("name")
    Map<String, ClientConfig> clients();

    /** A client: how it is recognized, and what it may do. */
    @ConfigGroup
    interface ClientConfig {

        /**
         * SHA-256 hashes of its API keys, as {@code printf %s "$KEY" | sha256sum} prints them. Each of the keys identifies
         * the client, so that a key can be replaced without interruption.
         */
        Optional<List<String>> keyHashes();

        /**
         * Roles of OpenID Connect: a token that has one of them identifies the client. If the roles of a token fit several
         * clients, it identifies the first of them by name.
         */
        Optional<List<String>> roles();

        /**
         * Names of models that the client may use, its aliases included. {@code *} stands for any text. Other models that
         * its strategies call must be listed, too.
         */
        @WithDefault("*")
        List<String> models();

        /**
         * Ids of strategies that the client may use. {@code *} stands for any text, but strategies that are off by default
         * must be listed by their ids. {@code none} is always allowed.
         */
        @WithDefault("*")
        List<String> strategies();

        /** Strategy of its requests that name none. The default is {@code ponder.default-strategy}. */
        Optional<String> defaultStrategy();

        /** Whether the client may load and unload served models. */
        @WithDefault("false")
        boolean modelControl();

        /** Maximum number of upstream calls of one request, if it is lower than {@code ponder.limits.max-calls}. */
        @Range(min = 1)
        OptionalInt maxCalls();

        /** Maximum number of tokens of one request, if it is lower than {@code ponder.limits.max-tokens}. */
        @Range(min = 1)
        OptionalLong maxTokens();

        /** Maximum number of upstream calls that one request makes at the same time, if it is lower than the server's. */
        @Range(min = 1)
        OptionalInt maxParallelCalls();

        /** Maximum time of one request, if it is shorter than {@code ponder.limits.deadline}. */
        @Range(min = 1)
        Optional<Duration> deadline();

        /** Maximum number of requests in a minute. */
        @Range(min = 1)
        OptionalInt requestsPerMinute();

        /** Maximum number of tokens, prompt and completion, in a minute. */
        @Range(min = 1)
        OptionalLong tokensPerMinute();

        /** Maximum number of upstream calls that all requests of the client make at the same time. */
        @Range(min = 1)
        OptionalInt parallelCalls();

        /** What the client may spend. */
        BudgetConfig budget();
    }

    /** What a client may spend in a period. A request over it is rejected with 429 until the period ends. */
    @ConfigGroup
    interface BudgetConfig {

        /** The amount, in tokens or in the currency of the price table. There is no budget without it. */
        Optional<BigDecimal> amount();

        /** What is counted. */
        @WithDefault("money")
        SpendingBudget.Unit unit();

        /** The period, in UTC. */
        @WithDefault("month")
        SpendingBudget.Period period();
    }
}
