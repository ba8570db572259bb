package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** The accumulator is the inverse of the emulator, for any answer and any chunking. */
class AnswerRoundTripTest {

    /** {@code -Dponder.test.random-cases} sets a larger number. */
    private static final int ANSWERS = Integer.getInteger("ponder.test.random-cases", 60);
    private static final int EVENT_LIMIT = 64 * 1024;

    private static List<AnswerPart> parts(Answer answer, Chunking chunking) {
        return new AnswerEmulator(chunking, Duration.ZERO, new VirtualTime()).emulate(answer)
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)).assertCompleted().getItems();
    }

    private static Answer together(List<AnswerPart> parts) {
        var accumulator = new AnswerAccumulator();
        parts.forEach(accumulator::add);
        return accumulator.answer();
    }

    private static String textOf(AnswerPart part) {
        return part instanceof AnswerPart.Text text
                ? text.text()
                : part instanceof AnswerPart.Reasoning reasoning
                        ? reasoning.text()
                        : part instanceof AnswerPart.Refusal refusal ? refusal.text() : "";
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerIsTheSame(Chunking chunking) {
        var answers = new RandomAnswers(1);
        for (int i = 0; i < ANSWERS; i++) {
            Answer answer = answers.next();
            assertThat(together(parts(answer, chunking))).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPieceSplitsACodePoint(Chunking chunking) {
        var answers = new RandomAnswers(2);
        for (int i = 0; i < ANSWERS; i++) {
            assertThat(parts(answers.next(), chunking)).allSatisfy(part -> {
                String text = textOf(part);
                assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(text);
            });
        }
    }

    /** Longer than any window that looks for the end of a character. */
    @ParameterizedTest
    @EnumSource
    void aCharacterOfManyCodePointsIsNotSplitInsideOne(Chunking chunking) {
        for (String text : List.of("a" + "\uD834\uDD67".repeat(90), "a" + "\uDB40\uDD00".repeat(90),
                "👨" + "\u200D👨".repeat(90))) {
            List<AnswerPart> parts = parts(Answer.of(text, FinishReason.STOP), chunking);

            assertThat(parts).noneMatch(part -> Character.isLowSurrogate((textOf(part) + " ").charAt(0)));
            assertThat(together(parts).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPieceFitsIntoAnEvent(Chunking chunking) throws JsonProcessingException {
        var mapper = new ObjectMapper();
        String worst = "\u0001".repeat(30_000);
        for (String text : List.of(worst, "😀".repeat(15_000), "x" + "😀".repeat(15_000), " ".repeat(30_000))) {
            List<AnswerPart> parts = parts(Answer.of(text, FinishReason.STOP), chunking);
            for (AnswerPart part : parts) {
                assertThat(mapper.writeValueAsBytes(textOf(part)).length).isLessThan(EVENT_LIMIT - 1024);
            }
            assertThat(together(parts).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOneFinishIsLastAndTrue(Chunking chunking) {
        List<AnswerPart> parts = parts(Answer.of("cut", FinishReason.LENGTH), chunking);

        assertThat(parts).last().isEqualTo(new AnswerPart.Finish(FinishReason.LENGTH));
        assertThat(parts).filteredOn(AnswerPart.Finish.class::isInstance).hasSize(1);
    }

    @Test
    void chunkingSaysHowLargeThePiecesAre() {
        Answer answer = Answer.of("Two  words, e\u0301 👨‍👩‍👧", FinishReason.STOP);

        assertThat(parts(answer, Chunking.WHOLE)).hasSize(2);
        assertThat(parts(answer, Chunking.WORDS)).extracting(AnswerRoundTripTest::textOf)
                .containsExactly("Two", "  words,", " e\u0301", " 👨‍👩‍👧", "");
        assertThat(parts(answer, Chunking.CHARACTERS)).extracting(AnswerRoundTripTest::textOf)
                .startsWith("T", "w", "o", " ", " ").contains("e\u0301");
    }
}
