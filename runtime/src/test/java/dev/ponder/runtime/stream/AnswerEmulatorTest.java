package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.sun.management.ThreadMXBean;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class AnswerEmulatorTest {

    private static final int MEGABYTE = 1024 * 1024;
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

    private static List<Answer> longAnswers() {
        String solid = "x".repeat(5 * MEGABYTE);
        String prose = "word ".repeat(MEGABYTE);
        return List.of(Answer.of(prose, FinishReason.STOP), Answer.of(solid, FinishReason.STOP),
                Answer.of("\u8A00".repeat(5 * MEGABYTE), FinishReason.STOP),
                new Answer(prose, prose, List.of(), prose, FinishReason.STOP, null, List.of()),
                new Answer("", "", List.of(new ToolCall("c", "f", solid)), "", FinishReason.TOOL_CALLS, null,
                        List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void aLongAnswerHasFewPartsBelowTheLimitOfAnEvent(Chunking chunking) {
        for (Answer answer : longAnswers()) {
            List<AnswerPart> parts = new AnswerEmulator(chunking, Duration.ZERO, time).emulate(answer).collect()
                    .asList().await().indefinitely();

            assertThat(parts).hasSizeLessThanOrEqualTo(3_001)
                    .allSatisfy(part -> assertThat(length(part)).isLessThanOrEqualTo(32 * 1024));
            var joined = new AnswerAccumulator();
            parts.forEach(joined::add);
            assertThat(joined.answer()).isEqualTo(answer);
        }
    }

    private static int length(AnswerPart part) {
        return part instanceof AnswerPart.Text text
                ? text.text().length()
                : part instanceof AnswerPart.ToolCallDelta call ? call.arguments().length() : 0;
    }

    /** The time to cut a part depends on its length alone, so no turn of an event loop copies the whole answer. */
    @ParameterizedTest
    @EnumSource
    void aPartIsCutWhenTheClientDemandsIt(Chunking chunking) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Answer answer : longAnswers()) {
            subscribe(Duration.ZERO, Long.MAX_VALUE).assertCompleted();
            long before = threads.getCurrentThreadAllocatedBytes();
            var client = new AnswerEmulator(chunking, Duration.ZERO, time).emulate(answer).subscribe()
                    .withSubscriber(AssertSubscriber.create(1));

            assertThat(client.getItems()).hasSize(1);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEGABYTE);
            client.cancel();
        }
    }

    @Test
    void aTextIsOnePartForAClientThatReadsNoStream() {
        for (Answer answer : longAnswers()) {
            List<AnswerPart> parts = AnswerEmulator.undivided(time).emulate(answer).collect().asList().await()
                    .indefinitely();
            var joined = new AnswerAccumulator();
            parts.forEach(joined::add);

            assertThat(parts).hasSizeLessThanOrEqualTo(4);
            assertThat(joined.answer()).isEqualTo(answer);
        }
    }
}
