package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InferTest extends V2Test {

    private static final String NUMBERS = """
            {"inputs": [{"name": "fp32_input", "datatype": "FP32", "shape": [2], "data": [1.5, -2]}]""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[2,2]|[[1,2],[3,4]]|[2,2]", "[2,2]|[1,2,3,4]|[2,2]", "[4]|[1,2,3,4]|[4]", "[-1,2]|[1,2,3,4]|[2,2]",
            "[2,-1]|[[1,2],[3,4]]|[2,2]", "[1,4,1]|[[[1],[2],[3],[4]]]|[1,4,1]", "[]|[7]|[]", "[0]|[]|[0]",
            "[2,0]|[[],[]]|[2,0]", "[-1]|[]|[0]"})
    void acceptsNestedAndFlatDataAndReturnsItFlat(String shape, String data, String returned) {
        JsonNode output = infer("echo", """
                {"inputs": [{"name": "x", "datatype": "INT8", "shape": %s, "data": %s}]}""".formatted(shape, data))
                .json().at("/outputs/0");

        assertThat(output.path("shape")).hasToString(returned);
        assertThat(output.path("data")).hasToString("[" + data.replaceAll("[\\[\\]]", "").replaceAll("^,+", "") + "]");
    }

    @Test
    void echoesTheIdAndTheParametersWithoutNulls() {
        assertThat(infer("echo", """
                {"id": "42", "parameters": {"a": "é", "b": 1.5, "c": true}, "more": {"x": null},
                 "inputs": [{"name": "x", "datatype": "INT8", "shape": [1], "data": [1], "parameters": {"p": 7}}]}""")
                .text()).isEqualTo(
                        """
                                {"model_name":"echo","id":"42","parameters":{"a":"é","b":1.5,"c":true},\
                                "outputs":[{"name":"output-0","shape":[1],"datatype":"INT8","parameters":{"p":7},"data":[1]}]}""");
    }

    /** The position of the data is counted in bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\ufeff{\"id\":\"é\",", "{\"id\":\"🙂🙂🙂\",", "\n\t {\"ÿ\":[[\"\\u00e9\",{\"data\":[9]}]],"})
    void findsTheDataAfterMultiByteText(String beginning) {
        HttpReply reply = infer("echo", beginning
                + "\"inputs\":[{\"data\":[[1],[2]],\"name\":\"é\",\"datatype\":\"INT8\",\"shape\":[2,1]}]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/outputs/0/data")).hasToString("[1,2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"id\": null, \"parameters\": null, \"outputs\": null,"})
    void generatesAMissingId(String members) {
        String body = "{" + members + "\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1]}]}";
        String first = infer("echo", body).json().path("id").asText();
        String second = infer("echo", body).json().path("id").asText();

        assertThat(UUID.fromString(first).version()).isEqualTo(4);
        assertThat(UUID.fromString(first).variant()).isEqualTo(2);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void returnsTheRequestedOutputsInOrderAndFormat() {
        HttpReply reply = infer("fp16", NUMBERS + """
                , "outputs": [{"name": "fp32_output", "parameters": {"binary_data": false}},
                              {"name": "fp16_output", "parameters": {"binary_data": true}}]}""");

        JsonNode outputs = BinaryBody.head(reply).path("outputs");
        assertThat(outputs).extracting(output -> output.path("name").asText())
                .containsExactly("fp32_output", "fp16_output");
        assertThat(outputs.path(0).path("data")).hasToString("[1.5,-2]");
        assertThat(outputs.path(1).at("/parameters/binary_data_size").asInt()).isEqualTo(4);
        assertThat(BinaryBody.data(reply)).isEqualTo("003e00c0");
    }

    @Test
    void returnsAllOutputsInBinaryIfRequested() {
        HttpReply reply = infer("fp16", NUMBERS + ", \"parameters\": {\"binary_data_output\": true}}");

        assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(reply.header("Content-Length")).isEqualTo("" + reply.bytes().length);
        assertThat(BinaryBody.head(reply).path("outputs")).hasSize(2);
        assertThat(BinaryBody.data(reply)).isEqualTo("003e00c0" + "0000c03f000000c0");
    }

    /** As in KServe, a named output without a flag is JSON, also if {@code binary_data_output} is true. */
    @Test
    void appliesBinaryDataOutputOnlyWithoutNamedOutputs() {
        HttpReply reply = infer("fp16", NUMBERS + """
                , "parameters": {"binary_data_output": true}, "outputs": [{"name": "fp32_output"}]}""");

        assertThat(reply.header(BinaryBody.HEADER)).isEmpty();
        assertThat(reply.json().at("/outputs/0/data")).hasToString("[1.5,-2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", ", \"outputs\": [{\"name\": \"fp16_output\"}]}"})
    void rejectsHalfPrecisionInJson(String rest) {
        assertThat(V2Errors.of(infer("fp16", NUMBERS + rest), 400)).contains("'fp16_output'", "FP16",
                "binary_data");
    }

    @Test
    void rejectsUnknownOutputs() {
        assertThat(V2Errors.of(infer("fp16", NUMBERS + ", \"outputs\": [{\"name\": \"x\"}]}"), 400))
                .isEqualTo("Unexpected inference output 'x' for model 'fp16'");
    }

    @Test
    void checksTheModelBeforeItReadsTheBody() {
        assertThat(V2Errors.of(infer("unknown", "{"), 404)).isEqualTo("Model with name unknown does not exist.");
        assertThat(V2Errors.of(infer("notready", "{"), 503)).isEqualTo("Model with name notready is not ready.");
        assertThat(V2Errors.of(infer("enc", NUMBERS + "}"), 501)).contains("/v1/embeddings");
        assertThat(V2Errors.of(post("/v2/models/echo/versions/2/infer", "{"), 501))
                .isEqualTo("Model versioning not supported yet.");
    }

    @Test
    void hidesTheDetailsOfInternalErrors() {
        assertThat(V2Errors.of(infer("fail", NUMBERS + "}"), 500)).contains("internal error");
    }

    @Test
    void returnsTheHeadersOfTheModel() {
        assertThat(infer("hdrs", NUMBERS + "}").header("x-from-model")).isEqualTo("yes");
    }
}
