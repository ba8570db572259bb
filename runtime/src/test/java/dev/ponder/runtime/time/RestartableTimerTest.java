package dev.ponder.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ponder.testing.VirtualTime;

class RestartableTimerTest {

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger fired = new AtomicInteger();
    private final RestartableTimer timer = new RestartableTimer(time, fired::incrementAndGet);

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
        every[0] = new RestartableTimer(time, () -> {
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
}
