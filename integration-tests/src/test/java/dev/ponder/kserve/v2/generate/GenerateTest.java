package dev.ponder.kserve.v2.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class GenerateTest extends V2Test {

    private static final String PLAIN = "/v2/models/" + V2ModelsResource.PLAIN;

    @Test
    void returnsTheTextWithoutDetails() {
        target(UpstreamScript.answers("It is 391."));

        HttpReply reply = post(PLAIN + "/generate", "{\"text_input\": \"What is 17*23?\"}");

        assertThat(reply.text()).isEqualTo("{\"model_name\":\"v2-plain\",\"text_output\":\"It is 391.\"}");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
    }

    @Test
    void returnsTheIdAndAnyVersion() {
        target(UpstreamScript.answers("It is 391."));

        assertThat(post(PLAIN + "/versions/abc/generate", "{\"id\": \"é\", \"text_input\": \"x\"}").text()).isEqualTo(
                "{\"id\":\"é\",\"model_name\":\"v2-plain\",\"model_version\":\"abc\",\"text_output\":\"It is 391.\"}");
    }

    @ParameterizedTest
    @CsvSource({"stop,eos_token", "length,length", "content_filter,content_filter"})
    void returnsTheFinishReason(String reason, String told) {
        target(UpstreamScript.answers("It is", reason));

        JsonNode details = post(PLAIN + "/generate", "{\"text_input\":\"x\",\"parameters\":{\"details\":true}}").json()
                .path("details");

        assertThat(details).hasToString("{\"finish_reason\":\"" + told + "\",\"logprobs\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "generate_stream", "versions/1/generate", "versions/1/generate_stream"})
    void forwardsParametersAndOtherMembersToTheModel(String verb) {
        FakeModel model = target(UpstreamScript.answers("It is 391."));

        post(PLAIN + "/" + verb, """
                {"id": "7", "text_input": "What?", "top_k": 40, "temperature": 0.1, "stream": true,
                 "parameters": {"temperature": 0.7, "max_tokens": 20, "stop": ["a", "b"], "seed": 5, "details": true,
                                "exclude_input_in_output": true}}""");

        JsonNode sent = model.lastCall().json();
        assertThat(sent.path("messages")).hasToString("[{\"role\":\"user\",\"content\":\"What?\"}]");
        assertThat(sent.path("model").asText()).isEqualTo(V2ModelsResource.TARGET);
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.7);
        assertThat(sent.path("max_tokens").asInt() + sent.path("max_completion_tokens").asInt()).isEqualTo(20);
        assertThat(sent.path("stop")).hasToString("[\"a\",\"b\"]");
        assertThat(sent.path("seed").asInt()).isEqualTo(5);
        assertThat(sent.path("top_k").asInt()).isEqualTo(40);
        assertThat(sent.fieldNames()).toIterable().doesNotContain("id", "text_input", "details", "parameters",
                "exclude_input_in_output");
        assertThat(sent.path("stream").asBoolean()).isEqualTo(verb.endsWith("stream"));
    }

    @Test
    void ofAnEmptyAnswerIsEmpty() {
        target(call -> call.completion(""));

        assertThat(post(PLAIN + "/generate", "{\"text_input\":\"x\"}").json().path("text_output").textValue())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{}", "{\"text_input\":null}", "{\"text_input\":7}",
            "{\"text_input\":[\"x\"]}", "{\"text_input\":\"x\"} x", "{\"text_input\":\"x\",\"id\":7}",
            "{\"text_input\":\"x\",\"parameters\":[]}", "{\"text_input\":\"x\",\"parameters\":\"a\"}",
            "{\"text_input\":\"x\",\"parameters\":{\"details\":\"yes\"}}",
            "{\"text_input\":\"x\",\"parameters\":{\"temperature\":\"hot\"}}",
            "{\"text_input\":\"x\",\"ponder\":{\"strategy\":\"nonsense\"}}"})
    void rejectsInvalidBodies(String body) {
        for (String verb : new String[]{"generate", "generate_stream"}) {
            assertThat(V2Errors.of(post(PLAIN + "/" + verb, body), 400)).contains("expected")
                    .doesNotContain("instances");
        }
    }

    @ParameterizedTest
    @CsvSource({"unknown,404,does not exist", "notready,503,is not ready", "echo,501,does not generate",
            "enc,501,does not generate"})
    void rejectsModelsThatDoNotGenerate(String model, int status, String text) {
        for (String verb : new String[]{"generate", "generate_stream", "versions/1/generate"}) {
            assertThat(V2Errors.of(post("/v2/models/" + model + "/" + verb, "{\"text_input\":\"x\"}"), status))
                    .contains(model, text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-8"})
    void acceptsJsonUnderAnyContentType(String type) {
        assertThat(client.at("/v2/models/gen/generate").chatBare("{\"text_input\":\"x\"}", "Content-Type", type).json()
                .path("text_output").asText()).isEqualTo("hello");
    }
}
