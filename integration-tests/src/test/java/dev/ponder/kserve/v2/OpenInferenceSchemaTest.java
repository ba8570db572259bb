package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Responses match the schemas of the Open Inference Protocol. */
@QuarkusTest
class OpenInferenceSchemaTest extends V2Test {

    private static final String BODY = """
            {"inputs": [{"name": "fp32_input", "datatype": "FP32", "shape": [1], "data": [1]}],
             "outputs": [{"name": "fp32_output"}]}""";
    private static OpenInferenceSchemas tensors;
    private static OpenInferenceSchemas texts;

    @BeforeAll
    static void load() {
        tensors = OpenInferenceSchemas.loadOrSkip("open_inference_rest.yaml");
        texts = OpenInferenceSchemas.loadOrSkip("generate_rest.yaml");
    }

    @Test
    void holdsForTheServer() {
        assertThat(tensors.violations("metadata_server_response", get("/v2/").json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta", "echo", "enc", "gen", "notready", V2ModelsResource.NATIVE})
    void holdsForModels(String model) {
        assertThat(tensors.violations("metadata_model_response", get("/v2/models/" + model).json())).isEmpty();
    }

    @Test
    void holdsForTensors() {
        assertThat(tensors.violations("inference_response", infer("fp16", BODY).json())).isEmpty();
        assertThat(tensors.violations("inference_error_response", infer("fp16", "{").json())).isEmpty();
        assertThat(tensors.violations("metadata_model_error_response", get("/v2/models/unknown").json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen/generate", "gen/versions/1/generate", V2ModelsResource.NATIVE + "/generate"})
    void holdsForTexts(String path) {
        target(UpstreamScript.answers("It is 391."));

        assertThat(texts.violations("GenerateResponse", post("/v2/models/" + path, """
                {"text_input": "x", "parameters": {"details": true}}""").json())).isEmpty();
        assertThat(texts.violations("GenerateErrorResponse", post("/v2/models/" + path, "{}").json())).isEmpty();
        assertThat(post("/v2/models/" + path + "_stream", "{\"text_input\": \"x\"}").chunks()).hasSizeGreaterThan(1)
                .allSatisfy(event -> assertThat(texts.violations("GenerateStreamResponse", event)).isEmpty());
    }

    /** Shows that the schemas do not accept everything. */
    @Test
    void rejectsInvalidObjects() {
        var response = (ObjectNode) infer("fp16", BODY).json();
        response.put("model_name", 7);
        ((ObjectNode) response.at("/outputs/0")).remove("data");

        assertThat(tensors.violations("inference_response", response)).hasSize(2);
        assertThat(texts.violations("GenerateResponse", response)).isNotEmpty();
    }
}
