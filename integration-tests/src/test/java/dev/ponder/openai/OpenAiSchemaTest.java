package dev.ponder.openai;

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

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Responses match the schemas of OpenAI's API description. */
@QuarkusTest
class OpenAiSchemaTest extends ServerTest {

    private static OpenAiSchemas schemas;

    @BeforeAll
    static void load() {
        schemas = OpenAiSchemas.loadOrSkip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "re2", "two_stage", "cot_reflection", "moa", "first_of_n", "bon", "self_consistency",
                    "majority_voting", "two_stage|first_of_n", "first_of_n&re2"})
    void holdsForWholeResponses(String strategy) {
        HttpReply reply = client.chat(Chat.ask(strategy + "-" + answering()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(schemas.violations("CreateChatCompletionResponse", reply.json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "re2", "two_stage", "cot_reflection", "moa", "first_of_n", "bon", "self_consistency",
                    "majority_voting", "two_stage|first_of_n", "first_of_n&re2"})
    void holdsForEachChunk(String strategy) {
        HttpReply reply = client.chat(Chat.streamWithUsage(strategy + "-" + answering()));

        assertThat(reply.chunks()).hasSizeGreaterThan(3).allSatisfy(chunk -> assertThat(
                schemas.violations("CreateChatCompletionStreamResponse", chunk)).as("%s", chunk).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "first_of_n", "two_stage|first_of_n"})
    void holdsForTextCompletions(String strategy) {
        HttpReply reply = client.at("/v1/completions").chat(Texts.complete(strategy + "-" + answering()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(schemas.violations("CreateCompletionResponse", reply.json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"re2,false", "re2,true", "first_of_n,false", "first_of_n,true"})
    void holdsForLogprobs(String strategy, boolean stream) {
        var model = model().plays(OpenAiSchemaTest::withLogprobs);

        HttpReply reply = client
                .chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream).put("logprobs", true));

        assertThat(reply.text()).contains("\"logprob\":-0.5");
        if (stream) {
            assertThat(reply.chunks()).allSatisfy(
                    chunk -> assertThat(schemas.violations("CreateChatCompletionStreamResponse", chunk)).isEmpty());
        } else {
            assertThat(schemas.violations("CreateChatCompletionResponse", reply.json())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"model\":\"m\"}", "{\"model\":\"mao&re2-m\",\"messages\":[{\"role\":\"user\"}]}"})
    void holdsForErrors(String body) {
        assertThat(schemas.violations("ErrorResponse", client.chat(body).json())).isEmpty();
    }

    @Test
    void holdsForErrorsOfUpstreamsAndPaths() {
        var model = model().plays(UpstreamScript.responds(401, "no", Map.of()));

        assertThat(schemas.violations("ErrorResponse", client.chat(Chat.ask("re2-" + model.name())).json())).isEmpty();
        assertThat(schemas.violations("ErrorResponse", client.send("GET", "/v1/nothing", "").json())).isEmpty();
    }

    @Test
    void holdsForModels() {
        assertThat(schemas.violations("ListModelsResponse", client.send("GET", "/v1/models", "").json())).isEmpty();
        assertThat(schemas.violations("Model", client.send("GET", "/v1/models/re2-listed", "").json())).isEmpty();
    }

    /** Shows that the schemas do not accept everything. */
    @Test
    void rejectsInvalidObjects() {
        var chunk = ChatJson.content("m", "Hi");
        assertThat(schemas.violations("CreateChatCompletionStreamResponse", chunk)).isEmpty();
        chunk.put("object", "chunk");
        ((ObjectNode) chunk.path("choices").path(0)).put("index", "first");

        assertThat(schemas.violations("CreateChatCompletionStreamResponse", chunk)).hasSize(2);
        assertThat(schemas.violations("ErrorResponse", ChatJson.error("x", "y").put("error", "z"))).isNotEmpty();
        assertThat(schemas.violations("CreateChatCompletionResponse", chunk)).isNotEmpty();
        assertThat(schemas.violations("CreateCompletionResponse", chunk)).isNotEmpty();
    }

    private String answering() {
        return model().plays(UpstreamScript.answers("It is 391.")).name();
    }

    private static void withLogprobs(FakeCall call) {
        if (call.streaming()) {
            var chunk = ChatJson.content("m", "391");
            ((ObjectNode) chunk.path("choices").path(0)).set("logprobs", logprobs());
            call.begin().event(chunk);
            call.finish("stop");
        } else {
            var completion = ChatJson.completion("m", List.of("391"), "stop");
            ((ObjectNode) completion.path("choices").path(0)).set("logprobs",
                    logprobs());
            call.json(completion);
        }
    }

    private static JsonNode logprobs() {
        return ChatJson.parse("""
                {"content": [{"token": "391", "logprob": -0.5, "bytes": null, "top_logprobs": []}], "refusal": null}
                """.getBytes(StandardCharsets.UTF_8));
    }
}
