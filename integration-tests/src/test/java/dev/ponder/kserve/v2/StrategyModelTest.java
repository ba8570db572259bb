package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.infer.BinaryBody;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** A served model with a strategy behaves like any other model. */
@QuarkusTest
class StrategyModelTest extends V2Test {

    private static final String PROMPTS = """
            {"id": "42", "parameters": {"temperature": 0.5, "binary_data_output": %s},
             "inputs": [{"name": "any", "datatype": "BYTES", "shape": [2, 2], "data": ["a", "b", "c", "é"]}]}""";

    @ParameterizedTest
    @CsvSource({V2ModelsResource.PLAIN + ",none,native", V2ModelsResource.NATIVE + ",re2,native",
            V2ModelsResource.EMULATED + ",bon,emulated"})
    void answersPromptTensorsInTheirShape(String name, String strategy, String streaming) {
        FakeModel model = target(
                UpstreamScript.answers(call -> "to " + call.json().at("/messages/0/content").asText()));
        int before = model.calls().size();

        HttpReply reply = infer(name, PROMPTS.formatted(false));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(strategy);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo(streaming);
        assertThat(reply.json().path("id").asText()).isEqualTo("42");
        assertThat(reply.json().path("model_name").asText()).isEqualTo(name);
        JsonNode output = reply.json().at("/outputs/0");
        assertThat(output.path("name").asText()).isEqualTo("text_output");
        assertThat(output.path("shape")).hasToString("[2,2]");
        assertThat(output.path("data")).extracting(JsonNode::asText)
                .satisfiesExactly(text -> assertThat(text).contains("a"), text -> assertThat(text).contains("b"),
                        text -> assertThat(text).contains("c"), text -> assertThat(text).contains("é"));
        assertThat(model.calls().stream().skip(before)).hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(call -> assertThat(call.json().has("binary_data_output")).isFalse());
        assertThat(model.calls().stream().skip(before))
                .anySatisfy(call -> assertThat(call.json().path("temperature").asDouble()).isEqualTo(0.5));
    }

    @Test
    void answersInBinary() {
        target(UpstreamScript.answers("é"));

        HttpReply reply = infer(V2ModelsResource.PLAIN, PROMPTS.formatted(true));

        assertThat(BinaryBody.data(reply)).isEqualTo("02000000c3a9".repeat(4));
        HttpReply binary = BinaryBody.ofInput("BYTES", "[1]", "0100000061")
                .postTo(server, "/v2/models/" + V2ModelsResource.PLAIN + "/infer");
        assertThat(binary.json().at("/outputs/0/data")).hasToString("[\"é\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1]}]}",
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[0],\"data\":[]}]}",
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"a\"]},"
                    + "{\"name\":\"y\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"a\"]}]}",
            "{\"parameters\":{\"temperature\":\"hot\"},"
                    + "\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"a\"]}]}"})
    void rejectsOtherTensors(String body) {
        int before = target(UpstreamScript.answers("no")).calls().size();

        assertThat(V2Errors.of(infer(V2ModelsResource.NATIVE, body), 400)).contains("expected");
        assertThat(target(UpstreamScript.answers("no")).calls()).hasSize(before);
    }

    @Test
    void rejectsTooManyPrompts() {
        int before = target(UpstreamScript.answers("no")).calls().size();
        String prompts = String.join(",", Collections.nCopies(129, "\"a\""));

        assertThat(V2Errors.of(infer(V2ModelsResource.PLAIN, "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\","
                + "\"shape\":[129],\"data\":[" + prompts + "]}]}"), 400)).contains("129", "ponder.limits.max-calls");
        assertThat(target(UpstreamScript.answers("no")).calls()).hasSize(before);
    }

    /** A name is resolved to the configured model only once, in each protocol. */
    @Test
    void isResolvedOnce() {
        var model = upstream.named(V2ModelsResource.NATIVE).plays(UpstreamScript.answers("It is 391."));

        for (String path : List.of("/v2/models/v2-chained/generate", "/v2/models/v2-chained/infer",
                "/v1/models/v2-chained:predict", "/v1/chat/completions", "/v1/completions")) {
            HttpReply reply = post(path, """
                    {"text_input": "x", "instances": ["x"], "model": "v2-chained", "prompt": "x",
                     "messages": [{"role": "user", "content": "x"}],
                     "inputs": [{"name": "x", "datatype": "BYTES", "shape": [1], "data": ["x"]}]}""");
            assertThat(reply.text()).contains("It is 391.");
            assertThat(reply.header("X-Ponder-Strategy")).as(path).isEqualTo("none");
        }
        assertThat(model.calls()).hasSize(5);
    }

    @Test
    void rejectsInvalidTextsAndUnknownOutputs() {
        int before = target(UpstreamScript.answers("no")).calls().size();

        V2Errors.of(BinaryBody.ofInput("BYTES", "[1]", "01000000ff")
                .postTo(server, "/v2/models/" + V2ModelsResource.PLAIN + "/infer"), 400);
        assertThat(V2Errors.of(infer(V2ModelsResource.PLAIN, """
                {"inputs": [{"name": "x", "datatype": "BYTES", "shape": [1], "data": ["a"]}],
                 "outputs": [{"name": "unknown"}]}"""), 400)).contains("'unknown'", "text_output");
        assertThat(target(UpstreamScript.answers("no")).calls()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({V2ModelsResource.NATIVE + ",re2,native", V2ModelsResource.EMULATED + ",bon,emulated"})
    void generatesInAStream(String name, String strategy, String streaming) {
        target(UpstreamScript.answers("It is 391."));

        HttpReply reply = post("/v2/models/" + name + "/generate_stream", "{\"text_input\":\"x\"}");

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(strategy);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo(streaming);
        assertThat(reply.chunks()).extracting(event -> event.path("model_name").asText()).containsOnly(name);
        assertThat(reply.chunks().stream().map(event -> event.path("text_output").asText())
                .collect(Collectors.joining())).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/openai/v1"})
    void answersOpenAisRoutes(String root) {
        target(UpstreamScript.answers("It is 391."));

        for (String name : new String[]{V2ModelsResource.NATIVE, V2ModelsResource.EMULATED}) {
            HttpReply chat = post(root + "/chat/completions", Chat.ask(name));
            assertThat(chat.content(0)).isEqualTo("It is 391.");
            assertThat(chat.json().path("model").asText()).isEqualTo(name);
            assertThat(post(root + "/chat/completions", Chat.stream(name)).content(0)).isEqualTo("It is 391.");
            assertThat(post(root + "/completions", Texts.complete(name)).completion(0)).isEqualTo("It is 391.");
            assertThat(post(root + "/completions", Texts.complete(name).put("stream", true)).completion(0))
                    .isEqualTo("It is 391.");
        }
    }

    @Test
    void isRelayedWithoutAStrategy() {
        String odd = "{ \"id\" : \"x\", \"cost\":0.10, \"choices\":[] }\n";
        FakeModel model = target(call -> call.reply(200, odd, Map.of()));
        String sent = "{ \"temperature\": 0.70,\n\t\"model\" :\"%s\", \"x\":null,"
                + "\"messages\":[ {\"role\":\"user\",\"content\":\"\\u00e9\"} ], \"big\":12345678901234567890123}";

        assertThat(post("/v1/chat/completions", sent.formatted(V2ModelsResource.PLAIN)).text()).isEqualTo(odd);

        var call = model.lastCall();
        assertThat(call.json().path("model").asText()).isEqualTo(V2ModelsResource.TARGET);
        assertThat(new String(call.bytes(), StandardCharsets.UTF_8)).contains("0.70", "12345678901234567890123")
                .doesNotContain(V2ModelsResource.PLAIN);
    }
}
