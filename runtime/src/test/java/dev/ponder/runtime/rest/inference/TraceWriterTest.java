package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Finding.VoteClass;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.StageRecorder;

class TraceWriterTest {

    private static final Instant NOW = Instant.EPOCH;

    private final StageRecorder recorder = new StageRecorder();

    @Test
    void aStageHasItsPromptItsAnswersAndItsDuration() {
        started(1, "judge", "Which is best?");
        record(new CallFinished(NOW, new CallId("r", 1), 1, Outcome.OK, Usage.NONE, List.of(answer("B")),
                Duration.ZERO));
        record(new StageFinished(NOW, "r", 1, Outcome.OK, Duration.ofMillis(12)));

        JsonNode stage = trace().path("stages").get(0);
        assertThat(stage.path("name").asText()).isEqualTo("judge");
        assertThat(stage.path("strategy").asText()).isEqualTo("bon");
        assertThat(stage.path("model").asText()).isEqualTo("m");
        assertThat(stage.path("upstream").asText()).isEqualTo("default");
        assertThat(stage.path("ms").asInt()).isEqualTo(12);
        assertThat(stage.path("messages").toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Which is best?\"}]");
        assertThat(stage.path("answers").get(0).path("content").asText()).isEqualTo("B");
        assertThat(stage.path("answers").get(0).path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void candidatesAreInTheOrderOfTheirIndexes() {
        started(1, "candidates", "6*7?");
        record(new CandidateSampled(NOW, "r", 1, new Candidate(1, answer("42"))));
        record(new CandidateSampled(NOW, "r", 1, new Candidate(0, answer("41"))));
        record(new CallFinished(NOW, new CallId("r", 1), 1, Outcome.OK, Usage.NONE, List.of(answer("42")),
                Duration.ZERO));

        assertThat(trace().path("stages").get(0).path("answers").findValuesAsText("content"))
                .containsExactly("41", "42");
    }

    @Test
    void aStageThatRunsHasNoDurationAndAFailedCallItsCode() {
        started(1, "candidates", "6*7?");
        record(new CallFinished(NOW, new CallId("r", 1), 1, new Outcome(false, BudgetExceeded.deadlineExceeded("late")),
                Usage.NONE, List.of(answer("4")), Duration.ZERO));
        record(new CallFinished(NOW, new CallId("r", 2), 1, new Outcome(true, null), Usage.NONE, List.of(answer("4")),
                Duration.ZERO));

        JsonNode stage = trace().path("stages").get(0);
        assertThat(stage.has("ms")).isFalse();
        assertThat(stage.path("failures").toString()).isEqualTo("[\"deadline_exceeded\"]");
        assertThat(stage.path("answers")).isEmpty();
    }

    @Test
    void votesAndVerdictsAreFindings() {
        record(new FindingReported(NOW, "r", "bon", new Finding.Votes("vote", List.of(new VoteClass("42", 3)), 2)));
        record(new FindingReported(NOW, "r", "bon", new Finding.Verdict("judge", Map.of(0, 0.5))));
        record(new FindingReported(NOW, "r", "bon", new Finding.Degraded("judge", "no verdict")));

        assertThat(trace().path("findings").toString()).isEqualTo("[{\"stage\":\"vote\",\"votes\":[{\"answer\":\"42\","
                + "\"votes\":3}],\"abstentions\":2},{\"stage\":\"judge\",\"scores\":{\"0\":0.5}},"
                + "{\"stage\":\"judge\",\"degraded\":\"no verdict\"}]");
    }

    @Test
    void aLongTextIsCutOffBetweenCharacters() {
        started(1, "draft", "x".repeat(19_999) + "\uD83D\uDE00" + "y".repeat(9));

        assertThat(trace().path("stages").get(0).path("messages").get(0).path("content").asText())
                .isEqualTo("x".repeat(19_999) + "... (20010 characters)");
    }

    private void started(int stage, String name, String text) {
        record(new StageStarted(NOW, "r", stage, "bon", Prompt.internal(name, Conversation.of(ChatMessage.user(text))),
                "m", "default"));
    }

    private void record(InferenceEvent event) {
        assertThat(recorder.wants(event.getClass())).isTrue();
        recorder.on(event);
    }

    private JsonNode trace() {
        return TraceWriter.write(recorder);
    }

    private static Answer answer(String text) {
        return Answer.of(text, FinishReason.STOP);
    }
}
