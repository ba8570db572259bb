package dev.ponder.runtime.quota.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.quota.QuotaClaim;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.quota.QuotaDecision;
import dev.ponder.runtime.quota.QuotaDecision.Verdict;
import dev.ponder.runtime.quota.QuotaLimits;
import dev.ponder.runtime.quota.QuotaState;
import dev.ponder.runtime.quota.QuotaStore;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;

/**
 * Counts in Redis. A decision is one script, which Redis runs as one step. The reservation of a request has a lease, which its
 * server renews while the request runs, so that it ends when the server dies.
 *
 * <p>When Redis does not answer, no request asks it for a second; then the next one tries again. What requests use in the
 * meantime is counted when Redis is back. If the connection breaks while a request is settled, its use may count twice.
 */
final class RedisQuotaStore implements QuotaStore {

    private static final Logger LOG = Logger.getLogger(RedisQuotaStore.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int RENEWALS_OF_LEASE = 3;
    /** Longer than a month, so that the counts of a budget last until it is reset. */
    private static final Duration KEPT = Duration.ofDays(40);

    private final RedisScripts scripts;
    private final QuotaConfig config;
    private final Clock clock;
    private final Timer timer;
    private final String leaseMicros;
    private final Map<String, QuotaClaim> open = new ConcurrentHashMap<>();
    private final UnsettledUse unsettled = new UnsettledUse();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final AtomicLong unchecked = new AtomicLong();
    private volatile boolean available = true;
    private volatile long pausedUntil;

    RedisQuotaStore(RedisScripts scripts, QuotaConfig config, Clock clock, Timer timer, Gauges gauges) {
        this.scripts = scripts;
        this.config = config;
        this.clock = clock;
        this.timer = timer;
        this.leaseMicros = Long.toString(config.lease().toMillis() * 1000);
        this.pausedUntil = timer.nanoTime();
        gauges.gauge("ponder.quota.store.available", () -> available ? 1 : 0);
        gauges.gauge("ponder.quota.unchecked.requests", unchecked::get);
        gauges.gauge("ponder.quota.unsettled.clients", unsettled::size);
    }

    @Override
    public Uni<QuotaDecision> reserve(QuotaClaim claim) {
        return Uni.createFrom().deferred(() -> {
            if (paused()) {
                return withoutRedis(claim);
            }
            QuotaLimits limits = claim.limits();
            List<String> arguments = arguments(claim.id(), limits);
            arguments.add(Integer.toString(limits.parallelCalls()));
            arguments.add(Long.toString(limits.budget()));
            arguments.add(Long.toString(claim.tokens()));
            arguments.add(Long.toString(claim.spending()));
            arguments.add(Integer.toString(claim.parallelCalls()));
            Uni<QuotaDecision> decision = Uni.createFrom()
                    .completionStage(() -> run(RedisScript.RESERVE, claim.client(), arguments).toCompletionStage())
                    .emitOn(EventLoopExecutor.here()).map(reply -> decision(claim, reply));
            return timer.limit(decision, config.timeout(), () -> new IllegalStateException("no answer within "
                    + config.timeout().toMillis() + " ms (see ponder.quota.timeout)"))
                    .onItem().invoke(decided -> answered())
                    .onFailure().invoke(failure -> lost(failure, true))
                    .onFailure().recoverWithUni(failure -> withoutRedis(claim));
        });
    }

    @Override
    public Uni<Void> settle(QuotaClaim claim, QuotaDecision decision, long tokens, long spending) {
        return Uni.createFrom().deferred(() -> {
            open.remove(claim.id());
            if (paused()) {
                keep(claim, tokens, spending);
                return Uni.createFrom().voidItem();
            }
            long reserved = decision.verdict() == Verdict.GRANTED ? claim.tokens() : 0;
            return Uni.createFrom()
                    .completionStage(
                            () -> settle(claim.id(), claim.client(), claim.limits(), reserved, tokens, spending)
                                    .toCompletionStage())
                    .emitOn(EventLoopExecutor.here())
                    .onFailure().invoke(failure -> {
                        lost(failure, false);
                        keep(claim, tokens, spending);
                    })
                    .onFailure().recoverWithNull().replaceWithVoid();
        });
    }

    @Override
    public String state() {
        String use = available
                ? "available"
                : "not available, requests are " + switch (config.whenUnavailable()) {
                    case OPEN -> "not checked";
                    case CLOSED -> "rejected";
                };
        return "Redis, " + use + (unsettled.isEmpty() ? "" : ", use of " + unsettled.size() + " clients to be counted");
    }

    private QuotaDecision decision(QuotaClaim claim, Response reply) {
        Verdict verdict = Verdict.of(reply.get(0).toInteger());
        var state = new QuotaState(QuotaState.micros(clock.instant()), reply.get(2).toDouble(), reply.get(3).toDouble(),
                0,
                claim.limits().period(), reply.get(4).toLong());
        if (verdict != Verdict.GRANTED) {
            return state.rejection(claim, verdict);
        }
        open.put(claim.id(), claim);
        renewLater();
        return new QuotaDecision(verdict, reply.get(1).toInteger(), state.requests(), state.tokens(), state.spending(),
                Duration.ZERO);
    }

    private Uni<QuotaDecision> withoutRedis(QuotaClaim claim) {
        if (config.whenUnavailable() == QuotaConfig.Unavailable.OPEN) {
            unchecked.incrementAndGet();
            return Uni.createFrom().item(QuotaDecision.unchecked(claim));
        }
        return Uni.createFrom().failure(new Overloaded("limits: they cannot be checked now (expected a connection to"
                + " Redis; retry later, or see ponder.quota.when-unavailable)", (int) PAUSE.toSeconds()));
    }

    private Future<Response> settle(String id, String client, QuotaLimits limits, long reserved, long tokens,
            long spending) {
        List<String> arguments = arguments(id, limits);
        arguments.add(Long.toString(reserved));
        arguments.add(Long.toString(tokens));
        arguments.add(Long.toString(spending));
        return run(RedisScript.SETTLE, client, arguments);
    }

    private List<String> arguments(String id, QuotaLimits limits) {
        var arguments = new ArrayList<String>();
        arguments.add(id);
        arguments.add(Long.toString(limits.requestsPerMinute()));
        arguments.add(Long.toString(limits.tokensPerMinute()));
        arguments.add(limits.period());
        arguments.add(leaseMicros);
        arguments.add(Long.toString(KEPT.toSeconds()));
        return arguments;
    }

    /** The braces keep the keys of a client on one node of a cluster. */
    private Future<Response> run(RedisScript script, String client, List<String> arguments) {
        return scripts.run(script, List.of(key(client, "counts"), key(client, "leases"), key(client, "reserved")),
                arguments);
    }

    private String key(String client, String kind) {
        return config.keyPrefix() + "{" + client + "}:" + kind;
    }

    // Redis is gone, and comes back

    private boolean paused() {
        return !available && pausedUntil - timer.nanoTime() > 0;
    }

    /** @param late whether the connection may be stuck */
    private void lost(Throwable failure, boolean late) {
        pausedUntil = timer.nanoTime() + PAUSE.toNanos();
        if (available) {
            available = false;
            LOG.warnf("quota: Redis is not available, so the limits of clients are not checked and requests are %s (see"
                    + " ponder.quota.when-unavailable): %s",
                    config.whenUnavailable() == QuotaConfig.Unavailable.OPEN
                            ? "answered"
                            : "rejected",
                    failure.getMessage());
        }
        if (late) {
            scripts.reset();
        }
        retryLater();
    }

    private void answered() {
        if (!available) {
            available = true;
            LOG.info("quota: Redis is available again");
        }
    }

    private void keep(QuotaClaim claim, long tokens, long spending) {
        unsettled.add(claim, tokens, spending);
        retryLater();
    }

    private void retryLater() {
        if (retrying.compareAndSet(false, true)) {
            timer.schedule(PAUSE, this::retry);
        }
    }

    /** Also without new requests, so that health checks and other servers see the truth. */
    private void retry() {
        retrying.set(false);
        if (unsettled.isEmpty()) {
            if (!available) {
                scripts.run(RedisScript.RENEW, List.of(key("", "leases")), List.of(leaseMicros))
                        .onSuccess(reply -> answered()).onFailure(failure -> lost(failure, false));
            }
            return;
        }
        unsettled.drain((client, sum) -> settle("", client, sum.limits(), 0, sum.tokens(), sum.spending())
                .onSuccess(reply -> answered())
                .onFailure(failure -> {
                    unsettled.add(client, sum);
                    lost(failure, false);
                }));
    }

    // Leases

    private void renewLater() {
        if (renewing.compareAndSet(false, true)) {
            timer.schedule(config.lease().dividedBy(RENEWALS_OF_LEASE), this::renew);
        }
    }

    private void renew() {
        renewing.set(false);
        Map<String, List<String>> ids = open.values().stream().collect(Collectors.groupingBy(QuotaClaim::client,
                Collectors.mapping(QuotaClaim::id, Collectors.toList())));
        if (ids.isEmpty()) {
            return;
        }
        renewLater();
        if (!paused()) {
            ids.forEach((client, claims) -> {
                var arguments = new ArrayList<>(List.of(leaseMicros));
                arguments.addAll(claims);
                scripts.run(RedisScript.RENEW, List.of(key(client, "leases")), arguments)
                        .onFailure(failure -> lost(failure, false));
            });
        }
    }
}
