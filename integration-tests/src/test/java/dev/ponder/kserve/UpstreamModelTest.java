package dev.ponder.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** KServe's paths accept the models of upstreams, with or without the prefix of a strategy. */
@QuarkusTest
class UpstreamModelTest extends ServerTest {

    private static final String TENSOR = """
            {"inputs": [{"name": "text_input", "datatype": "BYTES", "shape": [1], "data": ["17*23?"]}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"listed", "re2-listed", "none-of-yours", "first_of_n&re2-listed", "re2-gen"})
    void answersByEveryProtocol(String name) {
        upstream.named("listed").plays(UpstreamScript.answers("It is 391."));
        upstream.named("none-of-yours").plays(UpstreamScript.answers("It is 391."));

        HttpReply v1 = post("/v1/models/" + name + ":predict", "{\"instances\": [\"17*23?\"]}");
        assertThat(v1.status()).as(v1.text()).isEqualTo(200);
        assertThat(v1.json().path("predictions").get(0).asText()).isNotEmpty();

        HttpReply v2 = post("/v2/models/" + name + "/infer", TENSOR);
        assertThat(v2.status()).as(v2.text()).isEqualTo(200);
        assertThat(v2.json().path("model_name").asText()).isEqualTo(name);

        HttpReply generated = post("/v2/models/" + name + "/generate", "{\"text_input\": \"17*23?\"}");
        assertThat(generated.status()).as(generated.text()).isEqualTo(200);
        assertThat(generated.json().path("model_name").asText()).isEqualTo(name);
        assertThat(generated.json().path("text_output").asText()).isNotEmpty();
        assertThat(post("/v2/models/" + name + "/generate_stream", "{\"text_input\": \"17*23?\"}").events())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listed", "re2-listed", "none-of-yours", "re2-gen"})
    void areReadyAndDescribed(String name) {
        assertThat(get("/v2/models/" + name + "/ready").json().path("ready").asBoolean()).isTrue();
        JsonNode metadata = get("/v2/models/" + name).json();
        assertThat(metadata.path("name").asText()).isEqualTo(name);
        assertThat(metadata.at("/outputs/0/name").asText()).isEqualTo("text_output");
        assertThat(get("/v1/models/" + name).json().path("ready").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"mistyped,404", "re2-mistyped,404", "foo-listed,404", "re2-echo,404", "re2-notready,503"})
    void areUnknownWhenNoUpstreamListsThem(String name, int status) {
        assertThat(post("/v1/models/" + name + ":predict", "{\"instances\": [\"x\"]}").status()).isEqualTo(status);
        assertThat(post("/v2/models/" + name + "/infer", TENSOR).status()).isEqualTo(status);
        assertThat(post("/v2/models/" + name + "/generate", "{\"text_input\": \"x\"}").status()).isEqualTo(status);
        assertThat(get("/v2/models/" + name).status()).isEqualTo(status);
        assertThat(get("/v2/models/" + name + "/ready").status()).isEqualTo(status);
    }

    @Test
    void haveNoExplainer() {
        assertThat(post("/v1/models/re2-listed:explain", "{\"instances\": [\"x\"]}").status()).isEqualTo(501);
    }

    @Test
    void translatesTheParametersOfTensorRt() {
        var model = upstream.named("v1-plain").plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = post("/v2/models/plain/generate", """
                {"text_input": "6*7?", "max_tokens": 20, "bad_words": "", "stop_words": ["\\n"], "random_seed": 5}""");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode sent = model.lastCall().json();
        assertThat(sent.path("stop")).hasToString("[\"\\n\"]");
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(20);
        assertThat(sent.path("seed").asInt()).isEqualTo(5);
        assertThat(sent.has("bad_words") || sent.has("stop_words") || sent.has("random_seed")).isFalse();
        assertThat(post("/v2/models/plain/generate", "{\"text_input\": \"x\", \"bad_words\": [\"y\"]}").text())
                .contains("bad_words", "expected none");
    }

    private HttpReply get(String path) {
        return client.send("GET", path, "");
    }

    private HttpReply post(String path, String body) {
        return client.at(path).chat(body);
    }
}
