package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class OpeningRetryTest {

    private final VirtualTime time = GuardsInVirtualTime.TIME;
    private final AtomicInteger tries = new AtomicInteger();

    private static OpeningRetry guard(int retries, String delay, String maxDelay) {
        var config = new TestConfig().with("ponder.upstreams.a.retry.max", Integer.toString(retries))
                .with("ponder.upstreams.a.retry.delay", delay).with("ponder.upstreams.a.retry.max-delay", maxDelay);
        return new OpeningRetry(config.ponder().upstreams().get("a").retry(), new SplittableRandom(1));
    }

    private Uni<String> call(IntFunction<Uni<String>> each) {
        return Uni.createFrom().deferred(() -> each.apply(tries.getAndIncrement()));
    }

    private Uni<String> failing(Throwable failure) {
        return call(number -> Uni.createFrom().failure(failure));
    }

    private static UpstreamException fault(Fault fault) {
        return UpstreamException.of(fault, fault.name(), null);
    }

    private static UpstreamException rateLimited(String retryAfter) {
        return UpstreamException.reported(Fault.RATE_LIMITED, 429, null, null, "slow down",
                Map.of("retry-after", retryAfter));
    }

    private static UniAssertSubscriber<String> subscribe(OpeningRetry guard, Uni<String> call) {
        return guard.guard(call).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    /** How long it took to the end. */
    private Duration timed(OpeningRetry guard, Uni<String> call) {
        Duration before = time.elapsed();
        var waiter = subscribe(guard, call);
        time.runUntilIdle();
        waiter.assertTerminated();
        return time.elapsed().minus(before);
    }

    @Test
    void aPassingFaultIsTriedAgain() {
        var waiter = subscribe(guard(2, "200MS", "10S"), call(number -> number < 2
                ? Uni.createFrom().failure(fault(Fault.UNREACHABLE))
                : Uni.createFrom().item("open")));
        time.runUntilIdle();

        waiter.assertItem("open");
        assertThat(tries).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMayPassIsTriedAgain(Fault fault) {
        var waiter = subscribe(guard(1, "1MS", "1MS"), failing(fault(fault)));
        time.runUntilIdle();

        waiter.assertFailedWith(UpstreamException.class, fault.name());
        assertThat(tries).hasValue(fault(fault).retryable() ? 2 : 1);
    }

    @Test
    void aDefectOfOursIsNotTriedAgain() {
        var waiter = subscribe(guard(2, "1MS", "1MS"), failing(new IllegalStateException("ours")));
        time.runUntilIdle();

        waiter.assertFailedWith(IllegalStateException.class, "ours");
        assertThat(tries).hasValue(1);
    }

    @Test
    void noRetriesAreNone() {
        timed(guard(0, "1MS", "1MS"), failing(fault(Fault.FAILED)));

        assertThat(tries).hasValue(1);
    }

    /** Each wait is between a half and the whole of its ceiling: 200, 400, 800, then 1000 twice. */
    @Test
    void waitsDoubleUpToTheLongest() {
        Duration waited = timed(guard(5, "200MS", "1S"), failing(fault(Fault.FAILED)));

        assertThat(tries).hasValue(6);
        assertThat(waited).isBetween(Duration.ofMillis(1700), Duration.ofMillis(3400));
    }

    @Test
    void anUpstreamThatSaysWhenIsTriedThen() {
        assertThat(timed(guard(2, "1MS", "10S"), failing(rateLimited("7")))).isEqualTo(Duration.ofSeconds(14));
        assertThat(tries).hasValue(3);
    }

    @Test
    void anUpstreamThatAsksForTooLongIsNotTriedAgain() {
        assertThat(timed(guard(2, "1MS", "10S"), failing(rateLimited("11")))).isZero();
        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-1", "", "1e9", "99999999999999999999"})
    void otherwiseRetryAfterIsNotUnderstood(String value) {
        assertThat(timed(guard(1, "1S", "1S"), failing(rateLimited(value))))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(tries).hasValue(2);
    }

    /** All of them fail at once, and all want to try again before any of them has. */
    @Test
    void manyThatFailTogetherShareTheBudget() {
        OpeningRetry guard = guard(2, "1S", "1S");
        var waiters = new ArrayList<UniAssertSubscriber<String>>();
        for (int i = 0; i < 100; i++) {
            waiters.add(subscribe(guard, failing(fault(Fault.FAILED))));
        }
        time.runUntilIdle();

        assertThat(tries.get()).as("20 saved up, and a fifth of a try for each call").isBetween(120, 141);
        waiters.forEach(waiter -> waiter.assertFailedWith(UpstreamException.class, "FAILED"));
    }

    @Test
    void whoFindsNoTurnIsNotSentBackIntoTheQueue() {
        var waiter = subscribe(guard(2, "1MS", "1MS"), failing(new Overloaded("full", 1)));
        time.runUntilIdle();

        waiter.assertFailedWith(Overloaded.class, "full");
        assertThat(tries).hasValue(1);
    }

    @Test
    void cancellingCancelsTheTryThatIsUnderWay() {
        var cancelled = new AtomicInteger();
        subscribe(guard(2, "1MS", "1MS"), call(number -> Uni.createFrom().<String>nothing()
                .onCancellation().invoke(cancelled::incrementAndGet))).cancel();

        assertThat(tries).hasValue(1);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void cancellingBetweenTriesStopsFurtherTries() {
        var waiter = subscribe(guard(2, "1S", "1S"), failing(fault(Fault.FAILED)));
        waiter.cancel();
        time.runUntilIdle();

        assertThat(tries).hasValue(1);
    }

    @Test
    void nothingIsTriedBeforeSubscription() {
        guard(2, "1MS", "1MS").guard(call(number -> Uni.createFrom().item("open")));

        assertThat(tries).hasValue(0);
    }
}
