package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class AnswerEmulatorTest {

    private static final Answer ANSWER = Answer.of("one two three", FinishReason.STOP);
    private final VirtualTime time = new VirtualTime();

    private AssertSubscriber<AnswerPart> subscribe(Duration pace, long demand) {
        return new AnswerEmulator(Chunking.WORDS, pace, time).emulate(ANSWER).subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    @Test
    void theClientSetsTheSpeed() {
        var client = subscribe(Duration.ZERO, 1);
        assertThat(client.getItems()).hasSize(1);

        client.request(2);
        assertThat(client.getItems()).hasSize(3);
        client.request(1).assertCompleted();
    }

    @Test
    void aPaceSetsTheSpeed() {
        var client = subscribe(Duration.ofMillis(50), Long.MAX_VALUE);
        time.advance(Duration.ofMillis(99));
        assertThat(client.getItems()).hasSize(1);

        time.advance(Duration.ofMillis(51));
        client.assertCompleted();
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void cancellingStopsIt() {
        var client = subscribe(Duration.ofMillis(50), Long.MAX_VALUE);
        time.advance(Duration.ofMillis(50));
        client.cancel();
        time.runUntilIdle();

        assertThat(client.getItems()).hasSize(1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(50));
    }
}
