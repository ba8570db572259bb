package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.runtime.stream.StreamTimeouts.Silence;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

class StreamTimeoutsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final VirtualTime time = new VirtualTime();
    private final StreamTimeouts guard = new StreamTimeouts(time);
    private final AtomicInteger cancelled = new AtomicInteger();
    private UnicastProcessor<String> source;

    @BeforeEach
    void begin() {
        source = UnicastProcessor.create();
    }

    private Multi<String> watched() {
        return source.onCancellation().invoke(cancelled::incrementAndGet);
    }

    private AssertSubscriber<String> gap(long demand) {
        return guard.silence(watched(), allowed(LIMIT, LIMIT)).subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    /** Whatever begins with a colon is a sign of life and no progress. */
    private static Silence<String> allowed(Duration first, Duration gap) {
        return new Silence<>(first, () -> new IllegalStateException("silent"), gap,
                () -> new IllegalStateException("silent"), item -> !item.startsWith(":"));
    }

    private AssertSubscriber<String> deadline(long demand) {
        return guard.deadline(watched(), LIMIT, () -> new IllegalStateException("late")).subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    private void advance(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    @Test
    void aSilentSourceFailsAndIsCancelled() {
        var reader = gap(Long.MAX_VALUE);
        advance(9.9);
        reader.assertNotTerminated();
        advance(0.1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void everyItemStartsTheGapAnew() {
        var reader = gap(Long.MAX_VALUE);
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
        var reader = gap(1);
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
    void moreDemandDoesNotStartTheGapAnew() {
        var reader = gap(1);
        advance(9);
        reader.request(1);
        advance(1);

        reader.assertFailedWith(IllegalStateException.class, "silent");
    }

    @Test
    void theDeadlineHoldsWhoeverIsSlow() {
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
        var reader = gap(9);
        source.onError(new IllegalArgumentException("own"));
        time.runUntilIdle();

        reader.assertFailedWith(IllegalArgumentException.class, "own");
        assertThat(time.elapsed()).as("the timer is freed").isZero();
    }

    @Test
    void cancellingFreesTheTimer() {
        deadline(9).cancel();
        gapAlone().cancel();
        time.runUntilIdle();

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void aSignOfLifeIsNoProgressHoweverItIsAskedFor() {
        var hungry = gap(Long.MAX_VALUE);
        signsOfLife(hungry);
        hungry.assertFailedWith(IllegalStateException.class, "silent");

        begin();
        var careful = gap(1);
        signsOfLife(careful);
        careful.assertFailedWith(IllegalStateException.class, "silent");
    }

    private void signsOfLife(AssertSubscriber<String> reader) {
        source.onNext("item");
        for (int i = 0; i < 4; i++) {
            reader.request(1);
            advance(2.5);
            source.onNext(":");
        }
    }

    @Test
    void aReaderThatSleepsThroughSignsOfLifeIsNoStall() {
        var reader = gap(2);
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
    void theFirstItemHasALimitOfItsOwn() {
        var reader = guard.silence(watched(), allowed(LIMIT.multipliedBy(2), LIMIT)).subscribe()
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
    void aLimitOfZeroIsNone() {
        guard.silence(watched(), allowed(Duration.ZERO, Duration.ZERO)).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        Multi<String> plain = watched();

        assertThat(time.waiting()).isZero();
        assertThat(guard.deadline(plain, Duration.ZERO, IllegalStateException::new)).isSameAs(plain);
    }

    private AssertSubscriber<String> gapAlone() {
        source = UnicastProcessor.create();
        return gap(9);
    }
}
