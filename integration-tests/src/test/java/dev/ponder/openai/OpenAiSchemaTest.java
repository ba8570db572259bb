package dev.ponder.openai;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/** What Ponder sends is what OpenAI's own description of its API describes. */
@QuarkusTest
class OpenAiSchemaTest extends ServerTest {

    private static OpenAiSchemas schemas;

    @BeforeAll
    static void load() {
        schemas = OpenAiSchemas.loadOrSkip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker", "cot_reflection", "moa", "picker", "bon", "self_consistency",
            "majority_voting", "speaker|picker", "picker&re2"})
    void holdsForWholeResponses(String strategy) {
        HttpReply reply = client.chat(Chat.ask(strategy + "-" + answering()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(schemas.faults("CreateChatCompletionResponse", reply.json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker", "cot_reflection", "moa", "picker", "bon", "self_consistency",
            "majority_voting", "speaker|picker", "picker&re2"})
    void holdsForEachChunk(String strategy) {
        HttpReply reply = client.chat(Chat.streamWithUsage(strategy + "-" + answering()));

        assertThat(reply.chunks()).hasSizeGreaterThan(3).allSatisfy(chunk -> assertThat(
                schemas.faults("CreateChatCompletionStreamResponse", chunk)).as("%s", chunk).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "picker", "speaker|picker"})
    void holdsForTextCompletions(String strategy) {
        HttpReply reply = client.at("/v1/completions").chat(Texts.complete(strategy + "-" + answering()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(schemas.faults("CreateCompletionResponse", reply.json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"re2,false", "re2,true", "picker,false", "picker,true"})
    void holdsForProbabilitiesOfTokens(String strategy, boolean stream) {
        var model = model().that(OpenAiSchemaTest::withProbabilities);

        HttpReply reply = client
                .chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream).put("logprobs", true));

        assertThat(reply.text()).contains("\"logprob\":-0.5");
        if (stream) {
            assertThat(reply.chunks()).allSatisfy(
                    chunk -> assertThat(schemas.faults("CreateChatCompletionStreamResponse", chunk)).isEmpty());
        } else {
            assertThat(schemas.faults("CreateChatCompletionResponse", reply.json())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"model\":\"m\"}", "{\"model\":\"mao&re2-m\",\"messages\":[{\"role\":\"user\"}]}"})
    void holdsForErrors(String body) {
        assertThat(schemas.faults("ErrorResponse", client.chat(body).json())).isEmpty();
    }

    @Test
    void holdsForErrorsOfUpstreamsAndPaths() {
        var model = model().that(UpstreamScript.refuses(401, "no", Map.of()));

        assertThat(schemas.faults("ErrorResponse", client.chat(Chat.ask("re2-" + model.name())).json())).isEmpty();
        assertThat(schemas.faults("ErrorResponse", client.send("GET", "/v1/nothing", "").json())).isEmpty();
    }

    @Test
    void holdsForModels() {
        assertThat(schemas.faults("ListModelsResponse", client.send("GET", "/v1/models", "").json())).isEmpty();
        assertThat(schemas.faults("Model", client.send("GET", "/v1/models/re2-listed", "").json())).isEmpty();
    }

    /** Without this a schema that accepts everything would pass for one. */
    @Test
    void isNotHeldByJustAnything() {
        var chunk = ChatJson.content("m", "Hi");
        assertThat(schemas.faults("CreateChatCompletionStreamResponse", chunk)).isEmpty();
        chunk.put("object", "chunk");
        ((ObjectNode) chunk.path("choices").path(0)).put("index", "first");

        assertThat(schemas.faults("CreateChatCompletionStreamResponse", chunk)).hasSize(2);
        assertThat(schemas.faults("ErrorResponse", ChatJson.error("x", "y").put("error", "z"))).isNotEmpty();
        assertThat(schemas.faults("CreateChatCompletionResponse", chunk)).isNotEmpty();
        assertThat(schemas.faults("CreateCompletionResponse", chunk)).isNotEmpty();
    }

    private String answering() {
        return model().that(UpstreamScript.says("It is 391.")).name();
    }

    private static void withProbabilities(FakeCall call) {
        if (call.streaming()) {
            var chunk = ChatJson.content("m", "391");
            ((ObjectNode) chunk.path("choices").path(0)).set("logprobs", probabilities());
            call.begin().event(chunk).finish("stop");
        } else {
            var completion = ChatJson.completion("m", List.of("391"), "stop");
            ((ObjectNode) completion.path("choices").path(0)).set("logprobs",
                    probabilities());
            call.json(completion);
        }
    }

    private static JsonNode probabilities() {
        return ChatJson.parse("""
                {"content": [{"token": "391", "logprob": -0.5, "bytes": null, "top_logprobs": []}], "refusal": null}
                """.getBytes(StandardCharsets.UTF_8));
    }
}
