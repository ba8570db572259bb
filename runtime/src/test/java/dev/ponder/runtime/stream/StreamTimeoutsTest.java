package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.runtime.stream.StreamTimeouts.IdleTimeout;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

class StreamTimeoutsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final VirtualTime time = new VirtualTime();
    private final StreamTimeouts timeouts = new StreamTimeouts(time);
    private final AtomicInteger cancelled = new AtomicInteger();
    private UnicastProcessor<String> source;

    @BeforeEach
    void begin() {
        source = UnicastProcessor.create();
    }

    private Multi<String> watched() {
        return source.onCancellation().invoke(cancelled::incrementAndGet);
    }

    private AssertSubscriber<String> idle(long demand) {
        return timeouts.idle(watched(), timeout(LIMIT, LIMIT)).subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    /** Items that begin with a colon are keep-alives. */
    private static IdleTimeout<String> timeout(Duration first, Duration idle) {
        return new IdleTimeout<>(first, () -> new IllegalStateException("silent"), idle,
                () -> new IllegalStateException("silent"), item -> !item.startsWith(":"));
    }

    private AssertSubscriber<String> deadline(long demand) {
        return timeouts.deadline(watched(), LIMIT, () -> new IllegalStateException("late")).subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    private void advance(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    @Test
    void aSilentSourceFailsAndIsCancelled() {
        var reader = idle(Long.MAX_VALUE);
        advance(9.9);
        reader.assertNotTerminated();
        advance(0.1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void everyItemRestartsTheIdleTimeout() {
        var reader = idle(Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            advance(9);
            source.onNext("item");
        }
        advance(9.9);
        reader.assertNotTerminated().assertItems("item", "item", "item", "item", "item");
        advance(0.1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void aSlowReaderIsNoStall() {
        var reader = idle(1);
        source.onNext("a");
        advance(1000);
        reader.assertNotTerminated();

        reader.request(1);
        advance(9.9);
        reader.assertNotTerminated();
        advance(0.1);
        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void moreDemandDoesNotRestartTheIdleTimeout() {
        var reader = idle(1);
        advance(9);
        reader.request(1);
        advance(1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void theDeadlineIncludesASlowReader() {
        var reader = deadline(1);
        source.onNext("a");
        source.onNext("b");
        advance(9);
        reader.request(1);
        advance(1);

        reader.assertItems("a", "b").assertFailedWith(IllegalStateException.class, "late");
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anEndInTimeIsAnEnd() {
        var reader = deadline(9);
        source.onNext("a");
        source.onComplete();
        time.runUntilIdle();

        reader.assertItems("a").assertCompleted();
        assertThat(time.elapsed()).as("the timer is freed").isZero();
    }

    @Test
    void aFailureInTimeIsThatFailure() {
        var reader = idle(9);
        source.onError(new IllegalArgumentException("own"));
        time.runUntilIdle();

        reader.assertFailedWith(IllegalArgumentException.class, "own");
        assertThat(time.elapsed()).as("the timer is freed").isZero();
    }

    @Test
    void cancellingFreesTheTimer() {
        deadline(9).cancel();
        idleAlone().cancel();
        time.runUntilIdle();

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void aKeepAliveIsNoProgressHoweverItIsRequested() {
        var hungry = idle(Long.MAX_VALUE);
        keepAlives(hungry);
        hungry.assertFailedWith(IllegalStateException.class, "silent");

        begin();
        var careful = idle(1);
        keepAlives(careful);
        careful.assertFailedWith(IllegalStateException.class, "silent");
    }

    private void keepAlives(AssertSubscriber<String> reader) {
        source.onNext("item");
        for (int i = 0; i < 4; i++) {
            reader.request(1);
            advance(2.5);
            source.onNext(":");
        }
    }

    @Test
    void aReaderWithoutDemandDuringKeepAlivesIsNoStall() {
        var reader = idle(2);
        source.onNext("item");
        source.onNext(":");
        advance(1000);
        reader.request(1);
        advance(9.9);
        reader.assertNotTerminated();
        advance(0.1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void theFirstItemHasATimeoutOfItsOwn() {
        var reader = timeouts.idle(watched(), timeout(LIMIT.multipliedBy(2), LIMIT)).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        advance(19.9);
        reader.assertNotTerminated();
        source.onNext(":");
        advance(9.9);
        reader.assertNotTerminated();
        advance(0.1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void aTimeoutOfZeroIsNone() {
        timeouts.idle(watched(), timeout(Duration.ZERO, Duration.ZERO)).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        Multi<String> plain = watched();

        assertThat(time.waiting()).isZero();
        assertThat(timeouts.deadline(plain, Duration.ZERO, IllegalStateException::new)).isSameAs(plain);
    }

    private AssertSubscriber<String> idleAlone() {
        source = UnicastProcessor.create();
        return idle(9);
    }
}
