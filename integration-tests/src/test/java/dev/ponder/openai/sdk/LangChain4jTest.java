package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Answers of Ponder as LangChain4j reads them. */
@QuarkusTest
@Timeout(30)
class LangChain4jTest extends ServerTest {

    private static final String QUESTION = "What is 17*23?";

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-", "moa-", "bon-"})
    void completes(String prefix) {
        ChatResponse answer = whole(prefix, UpstreamScript.answers("It is 391."));

        assertThat(answer.aiMessage().text()).isEqualTo("It is 391.");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-", "moa-", "bon-"})
    void streamsInChunks(String prefix) {
        RecordingResponseHandler recorder = stream(prefix, UpstreamScript.answers("It is 391."));

        assertThat(recorder.answer().aiMessage().text()).isEqualTo("It is 391.");
        assertThat(recorder.answer().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(recorder.texts()).hasSizeGreaterThan(1);
        assertThat(String.join("", recorder.texts())).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @CsvSource({"'',1", "two_stage-,2", "first_of_n-,2"})
    void readsTheUsageOfAWholeAnswer(String prefix, int calls) {
        assertUsage(whole(prefix, UpstreamScript.answers("It is 391.")).tokenUsage(), calls);
    }

    @ParameterizedTest
    @CsvSource({"'',1", "two_stage-,2", "first_of_n-,2"})
    void readsTheUsageOfAStream(String prefix, int calls) {
        assertUsage(stream(prefix, UpstreamScript.answers("It is 391.")).answer().tokenUsage(), calls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-"})
    void readsTheFinishReasonLengthOfAWholeAnswer(String prefix) {
        ChatResponse answer = whole(prefix, UpstreamScript.answers("It is", "length"));

        assertThat(answer.aiMessage().text()).isEqualTo("It is");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two_stage-", "first_of_n-"})
    void readsTheFinishReasonLengthOfAStream(String prefix) {
        ChatResponse answer = stream(prefix, UpstreamScript.answers("It is", "length")).answer();

        assertThat(answer.aiMessage().text()).isEqualTo("It is");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    private ChatResponse whole(String prefix, UpstreamScript behaviour) {
        var model = model().plays(behaviour);
        return LangChain4jModels.model(server, prefix + model.name()).chat(UserMessage.from(QUESTION));
    }

    private RecordingResponseHandler stream(String prefix, UpstreamScript behaviour) {
        var model = model().plays(behaviour);
        var recorder = new RecordingResponseHandler();
        LangChain4jModels.streamingModel(server, prefix + model.name()).chat(QUESTION, recorder);
        return recorder;
    }

    private static void assertUsage(TokenUsage usage, int calls) {
        assertThat(usage.inputTokenCount()).isEqualTo(calls * ChatJson.PROMPT);
        assertThat(usage.outputTokenCount()).isEqualTo(calls * ChatJson.COMPLETION);
        assertThat(usage.totalTokenCount()).isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }
}
