package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> happened = new ArrayList<>();

    private void after(int seconds, String event) {
        time.after(Duration.ofSeconds(seconds)).subscribe()
                .with(passed -> happened.add(event + "@" + time.elapsed().toSeconds()));
    }

    @Test
    void thingsHappenInTheirOrderAndAtTheirTime() {
        after(2, "c");
        after(1, "a");
        after(1, "b");
        time.advance(Duration.ofSeconds(1));
        assertThat(happened).containsExactly("a@1", "b@1");

        time.advance(Duration.ofSeconds(9));
        assertThat(happened).containsExactly("a@1", "b@1", "c@2");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatFollowsFromWhatHappensHappensToo() {
        time.after(Duration.ofSeconds(1)).subscribe().with(passed -> after(1, "next"));
        time.runUntilIdle();

        assertThat(happened).containsExactly("next@2");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void cancellingFreesTheTimer() {
        time.after(Duration.ofDays(1)).subscribe().with(passed -> happened.add("never")).cancel();
        time.runUntilIdle();

        assertThat(happened).isEmpty();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void theClockShowsIt() {
        Instant before = time.instant();
        time.advance(Duration.ofMillis(1500));

        assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofMillis(1500));
    }
}
