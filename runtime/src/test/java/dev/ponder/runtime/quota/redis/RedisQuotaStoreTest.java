package dev.ponder.runtime.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.quota.MemoryQuotaStore;
import dev.ponder.runtime.quota.QuotaClaim;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.quota.QuotaDecision;
import dev.ponder.runtime.quota.QuotaDecision.Verdict;
import dev.ponder.runtime.quota.QuotaLimits;
import dev.ponder.runtime.quota.QuotaStore;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Period;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import dev.ponder.runtime.time.Timer;
import dev.ponder.testing.RedisServer;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/** Two stores, as two servers have them, and a real Redis. */
class RedisQuotaStoreTest {

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static RedisServer redis;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Supplier<? extends Number>> gauges = new HashMap<>();
    private final AtomicLong claims = new AtomicLong();
    private QuotaStore one;
    private QuotaStore other;

    @BeforeAll
    static void startRedis() {
        assumeTrue(RedisServer.installed(), "redis-server is not installed");
        redis = RedisServer.started();
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void stores() {
        one = store("open", "60S");
        other = store("open", "60S");
    }

    @AfterEach
    void closeConnections() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Each test has keys of its own. */
    private QuotaStore store(String whenUnavailable, String lease) {
        QuotaConfig config = new TestConfig().with("ponder.quota.when-unavailable", whenUnavailable)
                .with("ponder.quota.lease", lease).with("ponder.quota.timeout", "5S")
                .with("ponder.quota.key-prefix", "test-" + hashCode() + ":").of(QuotaConfig.class);
        Timer timer = (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
        return new RedisQuotaStore(new RedisScripts(Redis.createClient(vertx, redis.url()), vertx), config,
                Clock.systemUTC(), timer, (name, value, tags) -> gauges.put(name, value));
    }

    @Test
    void twoServersShareABudget() {
        ClientLimits limits = budget(100);
        QuotaClaim first = claim(limits, 60, 1);
        QuotaDecision granted = reserve(one, first);

        assertThat(reserve(other, claim(limits, 60, 1)).verdict()).isEqualTo(Verdict.BUDGET);
        settle(one, first, granted, 20);
        assertThat(reserve(other, claim(limits, 80, 1))).satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.GRANTED);
            assertThat(decision.budgetUsed()).isEqualTo(100);
        });
        assertThat(reserve(one, claim(limits, 1, 1)).verdict()).isEqualTo(Verdict.BUDGET);
    }

    @Test
    void requestsOfBothServersAtTheSameTimeNeverExceedTheLimit() {
        ClientLimits limits = budget(100);
        var decisions = new ArrayList<Uni<QuotaDecision>>();
        for (int i = 0; i < 200; i++) {
            decisions.add((i % 2 == 0 ? one : other).reserve(claim(limits, 1, 1)));
        }

        List<QuotaDecision> all = Uni.join().all(decisions).andFailFast().await().atMost(Duration.ofSeconds(30));

        assertThat(all).filteredOn(decision -> decision.verdict() == Verdict.GRANTED).hasSize(100);
        assertThat(all).filteredOn(decision -> decision.verdict() == Verdict.BUDGET).hasSize(100);
    }

    /** Without limits per minute, which depend on time, both stores decide the same. */
    @Test
    void decidesAsTheStoreInMemoryDoes() {
        var random = new SplittableRandom(14);
        QuotaStore memory = new MemoryQuotaStore(Clock.systemUTC());
        ClientLimits limits = new ClientLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(6),
                budget(500).budget());
        var open = new ArrayList<QuotaClaim>();
        var inRedis = new ArrayList<QuotaDecision>();
        var inMemory = new ArrayList<QuotaDecision>();
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(3) == 0 && !open.isEmpty()) {
                int index = random.nextInt(open.size());
                long used = random.nextInt(20);
                QuotaClaim ended = open.remove(index);
                settle(i % 2 == 0 ? one : other, ended, inRedis.remove(index), used);
                settle(memory, ended, inMemory.remove(index), used);
            } else {
                QuotaClaim claim = claim(limits, random.nextInt(1, 40), random.nextInt(1, 5));
                QuotaDecision expected = reserve(memory, claim);
                QuotaDecision decision = reserve(i % 2 == 0 ? one : other, claim);
                assertThat(decision.verdict()).isEqualTo(expected.verdict());
                assertThat(decision.budgetUsed()).isEqualTo(expected.budgetUsed());
                assertThat(decision.parallelCalls()).isEqualTo(expected.parallelCalls());
                if (decision.mayStart()) {
                    open.add(claim);
                    inRedis.add(decision);
                    inMemory.add(expected);
                }
            }
        }
    }

    @Test
    void limitsPerMinuteLeak() {
        ClientLimits limits = new ClientLimits(OptionalInt.of(600), OptionalLong.of(60_000), OptionalInt.empty(),
                Optional.empty());
        QuotaClaim large = claim(limits, 59_950, 1);
        QuotaDecision granted = reserve(one, large);
        assertThat(granted.requestsUsed()).isEqualTo(1);
        assertThat(granted.tokensUsed()).isEqualTo(59_950);

        QuotaDecision rejected = reserve(other, claim(limits, 30_000, 1));
        assertThat(rejected.verdict()).isEqualTo(Verdict.TOKENS);
        assertThat(rejected.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));

        settle(one, large, granted, 10);
        assertThat(reserve(other, claim(limits, 30_000, 1)).verdict()).isEqualTo(Verdict.GRANTED);
        await(() -> reserve(other, claim(limits, 0, 1)).tokensUsed() < 29_000);
    }

    @Test
    void theReservationsOfAServerThatDiesEnd() {
        ClientLimits limits = new ClientLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(2),
                budget(100).budget());
        Vertx dying = Vertx.vertx();
        var config = new TestConfig().with("ponder.quota.lease", "1S").with("ponder.quota.timeout", "5S")
                .with("ponder.quota.key-prefix", "test-" + hashCode() + ":").of(QuotaConfig.class);
        QuotaStore dead = new RedisQuotaStore(new RedisScripts(Redis.createClient(dying, redis.url()), dying), config,
                Clock.systemUTC(), (delay, task) -> () -> {
                }, (name, value, tags) -> gauges.put(name, value));
        assertThat(reserve(dead, claim(limits, 100, 2)).verdict()).isEqualTo(Verdict.GRANTED);
        dying.close().toCompletionStage().toCompletableFuture().join();

        assertThat(reserve(one, claim(limits, 10, 1)).verdict()).isEqualTo(Verdict.BUDGET);
        await(() -> reserve(one, claim(limits, 10, 1)).mayStart());
    }

    @Test
    void aServerRenewsTheLeasesOfRunningRequests() {
        ClientLimits limits = budget(100);
        QuotaStore living = store("open", "1S");
        QuotaClaim running = claim(limits, 100, 1);
        QuotaDecision granted = reserve(living, running);

        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1800));

        assertThat(reserve(one, claim(limits, 10, 1)).verdict()).isEqualTo(Verdict.BUDGET);
        settle(living, running, granted, 0);
        assertThat(reserve(one, claim(limits, 10, 1)).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void withoutRedisRequestsAreAnsweredAndCountedLater() {
        ClientLimits limits = budget(100);
        QuotaClaim before = claim(limits, 10, 1);
        QuotaDecision granted = reserve(one, before);
        redis.stop();
        try {
            QuotaClaim during = claim(limits, 10, 1);
            QuotaDecision unchecked = reserve(one, during);
            assertThat(unchecked.verdict()).isEqualTo(Verdict.UNCHECKED);
            assertThat(one.state()).contains("not available", "not checked");
            assertThat(gauges.get("ponder.quota.store.available")).isNotNull();
            settle(one, during, unchecked, 30);
            settle(one, before, granted, 40);
            assertThat(one.state()).contains("1 clients to be counted");
        } finally {
            redis.start();
        }

        await(() -> one.state().equals("Redis, available"));
        await(() -> reserve(other, claim(limits, 0, 1)).verdict() == Verdict.GRANTED);
        assertThat(reserve(other, claim(limits, 0, 1)).budgetUsed()).isBetween(70L, 80L);
        assertThat(reserve(other, claim(limits, 31, 1)).verdict()).isEqualTo(Verdict.BUDGET);
    }

    @Test
    void withoutRedisAClosedServerRejectsRequestsUntilItIsBack() {
        QuotaStore closed = store("closed", "60S");
        ClientLimits limits = budget(100);
        assertThat(reserve(closed, claim(limits, 1, 1)).verdict()).isEqualTo(Verdict.GRANTED);
        redis.stop();
        try {
            assertThatThrownBy(() -> reserve(closed, claim(limits, 1, 1))).isInstanceOf(Overloaded.class)
                    .hasMessageContaining("ponder.quota.when-unavailable");
            assertThat(closed.state()).contains("rejected");
        } finally {
            redis.start();
        }

        await(() -> closed.state().equals("Redis, available"));
        assertThat(reserve(closed, claim(limits, 1, 1)).budgetUsed()).isEqualTo(2);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + WAIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static ClientLimits budget(long tokens) {
        return new ClientLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(),
                Optional.of(new SpendingBudget(BigDecimal.valueOf(tokens), Unit.TOKENS, Period.MONTH)));
    }

    private QuotaClaim claim(ClientLimits limits, long tokens, int calls) {
        return new QuotaClaim("id-" + claims.incrementAndGet(), "client",
                QuotaLimits.of(limits, Clock.systemUTC().instant()), tokens, tokens, calls);
    }

    private static QuotaDecision reserve(QuotaStore store, QuotaClaim claim) {
        return store.reserve(claim).await().atMost(Duration.ofSeconds(30));
    }

    private static void settle(QuotaStore store, QuotaClaim claim, QuotaDecision decision, long used) {
        store.settle(claim, decision, used, used).await().atMost(Duration.ofSeconds(30));
    }
}
