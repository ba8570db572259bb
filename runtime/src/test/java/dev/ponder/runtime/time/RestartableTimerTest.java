package dev.ponder.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ponder.testing.VirtualTime;

class RestartableTimerTest {

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger fired = new AtomicInteger();
    private final RestartableTimer timer = RestartableTimer.of(time, fired::incrementAndGet);

    @Test
    void firesOnceAfterItsDelay() {
        timer.start(Duration.ofSeconds(2));
        time.advance(Duration.ofMillis(1999));
        assertThat(fired).hasValue(0);
        assertThat(timer.isRunning()).isTrue();
        time.advance(Duration.ofSeconds(10));

        assertThat(fired).hasValue(1);
        assertThat(timer.isRunning()).isFalse();
    }

    @Test
    void aRestartBeginsTheDelayAgain() {
        for (int i = 0; i < 3; i++) {
            timer.start(Duration.ofSeconds(2));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(fired).hasValue(0);
        assertThat(time.waiting()).isOne();
        time.advance(Duration.ofSeconds(1));

        assertThat(fired).hasValue(1);
    }

    @Test
    void aStoppedTimerDoesNotFireAndHoldsNothing() {
        timer.start(Duration.ofSeconds(2));
        timer.stop();

        assertThat(timer.isRunning()).isFalse();
        assertThat(time.waiting()).isZero();
        time.runUntilIdle();
        assertThat(fired).hasValue(0);
    }

    @Test
    void aDelayOfZeroStopsIt() {
        timer.start(Duration.ofSeconds(2));
        timer.start(Duration.ZERO);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void theActionMayStartItAgain() {
        var every = new RestartableTimer[1];
        every[0] = RestartableTimer.of(time, () -> {
            if (fired.incrementAndGet() < 3) {
                every[0].start(Duration.ofSeconds(1));
            }
        });
        every[0].start(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(2));
        assertThat(fired).hasValue(2);
        time.runUntilIdle();

        assertThat(fired).hasValue(3);
    }

    @Test
    void aPausedTimerDoesNotFireUntilItIsStartedAgain() {
        timer.start(Duration.ofSeconds(2));
        timer.pause();
        time.advance(Duration.ofSeconds(5));
        assertThat(fired).hasValue(0);
        timer.start(Duration.ofSeconds(2));
        time.runUntilIdle();

        assertThat(fired).hasValue(1);
    }

    @Test
    void aShorterDelayReplacesALongerOne() {
        timer.start(Duration.ofSeconds(20));
        timer.start(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));

        assertThat(fired).hasValue(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void theTimersOfAGroupShareOne() {
        var group = new TimerGroup(time);
        RestartableTimer late = group.add(() -> fired.addAndGet(100));
        RestartableTimer early = group.add(fired::incrementAndGet);
        late.start(Duration.ofSeconds(9));
        early.start(Duration.ofSeconds(1));
        assertThat(time.waiting()).isOne();
        time.advance(Duration.ofSeconds(1));
        assertThat(fired).hasValue(1);
        time.advance(Duration.ofSeconds(8));

        assertThat(fired).hasValue(101);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void anActionStopsAnotherOneThatIsDueAtTheSameTime() {
        var group = new TimerGroup(time);
        RestartableTimer first = group.add(() -> {
            fired.incrementAndGet();
            group.stop();
        });
        RestartableTimer second = group.add(fired::incrementAndGet);
        first.start(Duration.ofSeconds(1));
        second.start(Duration.ofSeconds(1));
        time.runUntilIdle();

        assertThat(fired).hasValue(1);
    }

    @Test
    void aDelayOfCenturiesDoesNotOverflow() {
        timer.start(Duration.ofSeconds(Long.MAX_VALUE));
        time.advance(Duration.ofDays(10));

        assertThat(timer.isRunning()).isTrue();
        assertThat(fired).hasValue(0);
    }
}
