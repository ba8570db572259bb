package dev.ponder.runtime.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.ponder.runtime.config.Range;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How rate limits and budgets of clients are counted. The limits of a client are part of {@code ponder.access.clients}. */
@ConfigMapping(prefix = "ponder.quota")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface QuotaConfig {

    /**
     * Where requests, tokens and spending of clients are counted. {@code memory}: in each server for itself; a restart
     * begins with none used. {@code redis}: in Redis, for all servers that use the same database
     * ({@code quarkus.redis.hosts}).
     */
    @WithDefault("memory")
    Store store();

    /**
     * What happens to requests of limited clients while Redis cannot be reached. {@code open}: they are answered without a
     * check, and what they use is counted when Redis is back. {@code closed}: they are rejected with 503.
     */
    @WithDefault("open")
    Unavailable whenUnavailable();

    /** Maximum time that a request waits for Redis. */
    @WithDefault("500MS")
    @Range(min = 1)
    Duration timeout();

    /**
     * How long Redis keeps what a running request has reserved without a sign of life from its server. After a server has
     * crashed, the reservations of its requests end after this time.
     */
    @WithDefault("60S")
    @Range(min = 1000)
    Duration lease();

    /** Prefix of the keys in Redis, for several installations in one database. */
    @WithDefault("ponder:quota:")
    String keyPrefix();

    /**
     * Completion tokens that are reserved for an upstream call whose request has no {@code max_tokens}. What it really uses
     * is counted at its end.
     */
    @WithDefault("1000")
    long completionTokens();

    /** Limits of all requests together, if the server controls no access and so knows no clients. */
    AnonymousConfig anonymous();

    /** Where to count. */
    enum Store {
        /** In the memory of each server. */
        MEMORY,
        /** In Redis. */
        REDIS
    }

    /** What to do without Redis. */
    enum Unavailable {
        /** Answer requests without a check. */
        OPEN,
        /** Reject requests. */
        CLOSED
    }

    /** Limits without clients. */
    @ConfigGroup
    interface AnonymousConfig {

        /** Maximum number of requests in a minute. */
        @Range(min = 1)
        OptionalInt requestsPerMinute();

        /** Maximum number of tokens, prompt and completion, in a minute. */
        @Range(min = 1)
        OptionalLong tokensPerMinute();

        /** Maximum number of upstream calls at the same time. */
        @Range(min = 1)
        OptionalInt parallelCalls();

        /** What may be spent. */
        AnonymousBudgetConfig budget();
    }

    /** A budget without clients. */
    @ConfigGroup
    interface AnonymousBudgetConfig {

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
