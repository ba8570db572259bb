package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** LangChain4j reports errors of Ponder by exception class and status, and never as text. */
@QuarkusTest
@Timeout(30)
class LangChain4jErrorsTest extends ServerTest {

    private static final String QUESTION = "What is 17*23?";
    /** Each upstream error and the exception of LangChain4j. */
    private static final String ERRORS = """
            401, AuthenticationException, ''
            401, AuthenticationException, two_stage-
            401, AuthenticationException, first_of_n-
            404, ModelNotFoundException, ''
            404, ModelNotFoundException, two_stage-
            404, ModelNotFoundException, first_of_n-
            429, RateLimitException, ''
            429, RateLimitException, two_stage-
            429, RateLimitException, first_of_n-
            """;

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void ofTheUpstreamAreThrown(int status, String exception, String prefix) {
        var model = LangChain4jModels.model(server, prefix + refusing(status));

        assertFailure(catchThrowable(() -> model.chat(QUESTION)), exception, status, "No way");
    }

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void ofTheUpstreamReachTheHandlerOfAStream(int status, String exception, String prefix) {
        var recorder = new RecordingResponseHandler();

        LangChain4jModels.streamingModel(server, prefix + refusing(status)).chat(QUESTION, recorder);

        assertFailure(recorder.failure(), exception, status, "No way");
        assertThat(recorder.texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage-", "first_of_n-"})
    void ofTheRequestNameTheField(String prefix) {
        var model = OpenAiChatModel.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused")
                .modelName(prefix + "m").customParameters(Map.of("temperature", "hot")).maxRetries(0).build();

        assertFailure(catchThrowable(() -> model.chat(QUESTION)), "InvalidRequestException", 400, "temperature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage-", "first_of_n-"})
    void ofTheRequestReachTheHandlerOfAStream(String prefix) {
        var recorder = new RecordingResponseHandler();

        OpenAiStreamingChatModel.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused")
                .modelName(prefix + "m").customParameters(Map.of("temperature", "hot")).build()
                .chat(QUESTION, recorder);

        assertFailure(recorder.failure(), "InvalidRequestException", 400, "temperature");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "re2-,0", "two_stage-,1"})
    void midStreamAreNeitherTextNorACompleteAnswer(String prefix, int callsBefore) {
        var model = model();
        var recorder = new RecordingResponseHandler();
        LangChain4jModels.streamingModel(server, prefix + model.name()).chat(QUESTION, recorder);
        for (int i = 0; i < callsBefore; i++) {
            model.next().completion("I think");
        }
        FakeCall answering = model.next();
        answering.begin().say("Half ");
        recorder.handle();

        answering.close();

        assertThat(recorder.complete()).isFalse();
        assertThat(recorder.texts()).containsExactly("Half ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-"})
    void reportedByTheUpstreamMidStreamAreNeither(String prefix) {
        var model = model().plays(LangChain4jErrorsTest::failsInMidStream);
        var recorder = new RecordingResponseHandler();

        LangChain4jModels.streamingModel(server, prefix + model.name()).chat(QUESTION, recorder);

        assertThat(recorder.complete()).isFalse();
        assertThat(recorder.texts()).containsExactly("Half ");
    }

    private static void failsInMidStream(FakeCall call) {
        if (call.streaming()) {
            call.begin().say("Half ").event(ChatJson.error("Out of memory", "server_error")).end();
        } else {
            call.completion("I think");
        }
    }

    private static void assertFailure(Throwable failure, String exception, int status, String text) {
        assertThat(failure).isInstanceOf(LangChain4jException.class).hasMessageContaining(text);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(failure).hasRootCauseInstanceOf(HttpException.class);
        assertThat(((HttpException) failure.getCause()).statusCode()).isEqualTo(status);
    }

    private String refusing(int status) {
        String body = ChatJson.error("No way", "some_error").toString();
        return model().plays(UpstreamScript.responds(status, body, Map.of("Retry-After", "33"))).name();
    }
}
