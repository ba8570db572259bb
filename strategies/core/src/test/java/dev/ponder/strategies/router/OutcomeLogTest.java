package dev.ponder.strategies.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.ponder.strategies.router.OutcomeLog.Key;

class OutcomeLogTest {

    private static final Instant NOW = Instant.EPOCH;
    private final OutcomeLog log = new OutcomeLog();

    private static Key key(String client) {
        return new Key(client, "m", QuestionKind.MATHS, "bon");
    }

    @Test
    void beginsWithFourOfFive() {
        assertThat(log.successRate(key("a"), NOW)).isEqualTo(0.8);
    }

    @Test
    void outcomesHalveInAnHour() {
        log.record(key("a"), false, NOW);

        assertThat(log.successRate(key("a"), NOW)).isEqualTo(4.0 / 6);
        assertThat(log.successRate(key("a"), NOW.plus(Duration.ofHours(1)))).isEqualTo(4.0 / 5.5, Offset.offset(1e-9));
    }

    @Test
    void isBounded() {
        for (int i = 0; i < OutcomeLog.MAX_ENTRIES + 100; i++) {
            log.record(key("client" + i), true, NOW);
        }

        assertThat(log.size()).isEqualTo(OutcomeLog.MAX_ENTRIES);
    }
}
