package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.UpstreamCalls;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

class RetryingUpstreamTest {

    private static final UpstreamCall CALL = UpstreamCalls.question("Hi");

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger tries = new AtomicInteger();

    private Uni<String> whole = Uni.createFrom().nothing();
    private Multi<String> streamed = Multi.createFrom().nothing();

    /** Its calls are the pipelines of the test. */
    private final class Piped implements Upstream {

        @Override
        public String name() {
            return "a";
        }

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return whole.map(text -> new Completion(List.of(Answer.of(text, FinishReason.STOP)), Usage.NONE));
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return streamed.map(text -> new StreamEvent.Part(new AnswerPart.Text(text)));
        }

        @Override
        public Uni<List<ObjectNode>> models() {
            return Uni.createFrom().item(List.of());
        }
    }

    private RetryingUpstream retrying(int retries, String delay, String maxDelay) {
        var config = new TestConfig().with("ponder.upstreams.a.retry.max", Integer.toString(retries))
                .with("ponder.upstreams.a.retry.delay", delay).with("ponder.upstreams.a.retry.max-delay", maxDelay);
        return new RetryingUpstream(new Piped(), config.ponder().upstreams().get("a").retry(), time,
                new SplittableRandom(1), time, new UpstreamFailureLog(time));
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

    private Uni<String> retried(RetryingUpstream upstream, Uni<String> call) {
        whole = call;
        return upstream.complete(CALL).map(completion -> completion.choices().get(0).text());
    }

    private UniAssertSubscriber<String> subscribe(RetryingUpstream upstream, Uni<String> call) {
        return retried(upstream, call).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    /** How long it took to the end. */
    private Duration timed(RetryingUpstream upstream, Uni<String> call) {
        Duration before = time.elapsed();
        var waiter = subscribe(upstream, call);
        time.runUntilIdle();
        waiter.assertTerminated();
        return time.elapsed().minus(before);
    }

    @Test
    void aTransientErrorIsRetried() {
        var waiter = subscribe(retrying(2, "200MS", "10S"), call(number -> number < 2
                ? Uni.createFrom().failure(fault(Fault.UNREACHABLE))
                : Uni.createFrom().item("open")));
        time.runUntilIdle();

        waiter.assertItem("open");
        assertThat(tries).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTransientErrorsAreRetried(Fault fault) {
        var waiter = subscribe(retrying(1, "1MS", "1MS"), failing(fault(fault)));
        time.runUntilIdle();

        waiter.assertFailedWith(UpstreamException.class, fault.name());
        assertThat(tries).hasValue(fault(fault).retryable() ? 2 : 1);
    }

    @Test
    void anInternalErrorIsNotRetried() {
        var waiter = subscribe(retrying(2, "1MS", "1MS"), failing(new IllegalStateException("ours")));
        time.runUntilIdle();

        waiter.assertFailedWith(IllegalStateException.class, "ours");
        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void noRetriesWithoutAPositiveMaximum(int max) {
        timed(retrying(max, "1MS", "1MS"), failing(fault(Fault.FAILED)));

        assertThat(tries).hasValue(1);
    }

    /** Each wait is between a half and the whole of its ceiling: 200, 400, 800, then 1000 twice. */
    @Test
    void theBackOffDoublesUpToItsMaximum() {
        Duration waited = timed(retrying(5, "200MS", "1S"), failing(fault(Fault.FAILED)));

        assertThat(tries).hasValue(6);
        assertThat(waited).isBetween(Duration.ofMillis(1700), Duration.ofMillis(3400));
    }

    @Test
    void retryAfterIsRespected() {
        assertThat(timed(retrying(2, "1MS", "10S"), failing(rateLimited("7")))).isEqualTo(Duration.ofSeconds(14));
        assertThat(tries).hasValue(3);
    }

    @Test
    void aRetryAfterBeyondTheMaximumDelayIsNotRetried() {
        assertThat(timed(retrying(2, "1MS", "10S"), failing(rateLimited("11")))).isZero();
        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-1", "", "1e9", "99999999999999999999"})
    void otherRetryAfterValuesAreIgnored(String value) {
        assertThat(timed(retrying(1, "1S", "1S"), failing(rateLimited(value))))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(tries).hasValue(2);
    }

    /** All of them fail at once, and all want to try again before any of them has. */
    @Test
    void callsThatFailTogetherShareTheBudget() {
        RetryingUpstream upstream = retrying(2, "1S", "1S");
        var waiters = new ArrayList<UniAssertSubscriber<String>>();
        for (int i = 0; i < 100; i++) {
            waiters.add(subscribe(upstream, failing(fault(Fault.FAILED))));
        }
        time.runUntilIdle();

        assertThat(tries.get()).as("20 saved up, and a fifth of a try for each call").isBetween(120, 141);
        waiters.forEach(waiter -> waiter.assertFailedWith(UpstreamException.class, "FAILED"));
    }

    @Test
    void aFullQueueIsNotRetried() {
        var waiter = subscribe(retrying(2, "1MS", "1MS"), failing(new Overloaded("full", 1)));
        time.runUntilIdle();

        waiter.assertFailedWith(Overloaded.class, "full");
        assertThat(tries).hasValue(1);
    }

    @Test
    void cancellationReachesTheCallInFlight() {
        var cancelled = new AtomicInteger();
        subscribe(retrying(2, "1MS", "1MS"), call(number -> Uni.createFrom().<String>nothing()
                .onCancellation().invoke(cancelled::incrementAndGet))).cancel();

        assertThat(tries).hasValue(1);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void cancellationDuringTheBackOffStopsRetries() {
        var waiter = subscribe(retrying(2, "1S", "1S"), failing(fault(Fault.FAILED)));
        waiter.cancel();
        time.runUntilIdle();

        assertThat(tries).hasValue(1);
    }

    @Test
    void nothingIsCalledBeforeSubscription() {
        retried(retrying(2, "1MS", "1MS"), call(number -> Uni.createFrom().item("open")));

        assertThat(tries).hasValue(0);
    }

    @Test
    void cancellationReachesTheSourceAfterARetry() {
        var cancelled = new AtomicInteger();
        var waiter = subscribe(retrying(2, "1MS", "1MS"), call(number -> number == 0
                ? Uni.createFrom().failure(fault(Fault.FAILED))
                : Uni.createFrom().<String>nothing().onCancellation().invoke(cancelled::incrementAndGet)));
        time.runUntilIdle();
        waiter.cancel();

        assertThat(tries).hasValue(2);
        assertThat(cancelled).hasValue(1);
        assertThat(time.waiting()).isZero();
    }

    /** A stream whose attempts differ, and what its reader sees of it. */
    @Nested
    class Streams {

        private final UnicastProcessor<String> source = UnicastProcessor.create();
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger cancelled = new AtomicInteger();

        private AssertSubscriber<String> read(int failures, long demand) {
            Multi<String> stream = Multi.createFrom().deferred(() -> tries.getAndIncrement() < failures
                    ? Multi.createFrom().failure(fault(Fault.UNREACHABLE))
                    : source.onRequest().invoke(requested::addAndGet)
                            .onCancellation().invoke(cancelled::incrementAndGet));
            streamed = stream;
            return retrying(2, "200MS", "10S").stream(CALL)
                    .map(event -> ((AnswerPart.Text) ((StreamEvent.Part) event).part()).text()).subscribe()
                    .withSubscriber(AssertSubscriber.create(demand));
        }

        @Test
        void aTransientErrorBeforeTheFirstItemIsRetried() {
            var reader = read(2, Long.MAX_VALUE);
            time.runUntilIdle();
            source.onNext("a");
            source.onNext("b");
            source.onComplete();

            reader.assertItems("a", "b").assertCompleted();
            assertThat(tries).hasValue(3);
        }

        @Test
        void aTransientErrorAfterTheFirstItemIsNot() {
            var reader = read(0, Long.MAX_VALUE);
            source.onNext("a");
            source.onError(fault(Fault.UNREACHABLE));
            time.runUntilIdle();

            reader.assertItems("a").assertFailedWith(UpstreamException.class, "UNREACHABLE");
            assertThat(tries).hasValue(1);
        }

        @Test
        void theLastFailureIsTheStreams() {
            var reader = read(9, Long.MAX_VALUE);
            time.runUntilIdle();

            reader.assertFailedWith(UpstreamException.class, "UNREACHABLE");
            assertThat(tries).hasValue(3);
        }

        @Test
        void noMoreIsRequestedThanTheReaderRequests() {
            var reader = read(1, 0);
            time.runUntilIdle();
            source.onNext("a");
            source.onNext("b");
            source.onNext("c");
            reader.assertHasNotReceivedAnyItem().request(1);
            reader.assertItems("a");
            assertThat(requested).hasValue(1);
            reader.request(1);

            reader.assertItems("a", "b");
            assertThat(requested).hasValue(2);
        }

        @Test
        void aFailureAfterAnItemWaitsForTheItemToBeRequested() {
            var reader = read(0, 0);
            source.onNext("a");
            source.onError(fault(Fault.STALLED));
            reader.assertNotTerminated().request(1);

            reader.assertItems("a").assertFailedWith(UpstreamException.class, "STALLED");
        }

        @Test
        void anEmptyStreamCompletes() {
            var reader = read(1, 0);
            source.onComplete();
            time.runUntilIdle();

            reader.assertCompleted();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void cancellationReachesTheSourceBeforeItsFirstItem(int failures) {
            var reader = read(failures, 1);
            time.runUntilIdle();
            reader.cancel();

            assertThat(cancelled).hasValue(1);
        }

        @Test
        void cancellationReachesTheSourceAfterItsFirstItem() {
            var reader = read(1, 1);
            time.runUntilIdle();
            source.onNext("a");
            reader.cancel();

            assertThat(cancelled).hasValue(1);
        }

        @Test
        void cancellationDuringTheBackOffStopsRetries() {
            read(2, 1).cancel();

            assertThat(time.waiting()).isZero();
            time.runUntilIdle();
            assertThat(tries).hasValue(1);
        }
    }
}
