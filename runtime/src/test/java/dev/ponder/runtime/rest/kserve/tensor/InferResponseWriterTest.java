package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter.EncodedResponse;
import io.vertx.core.json.JsonObject;

class InferResponseWriterTest {

    private static final Tensor INPUT = Tensor.ofBooleans("in", new boolean[]{true}, 1);
    private static final Tensor A = Tensor.ofLongs("a", Datatype.INT16, new long[]{1, -2}, 2, 1);
    private static final Tensor B = Tensor.ofStrings("b", List.of("x\"", "é"), 2);
    private static final Tensor HALF = Tensor.ofFloats("h", Datatype.FP16, new float[]{1}, 1);

    private static InferRequest request(Map<String, JsonNode> parameters, RequestedOutput... outputs) {
        return new InferRequest("7", parameters, List.of(INPUT), List.of(outputs));
    }

    private static RequestedOutput wanted(String name, boolean binary) {
        return new RequestedOutput(name, Map.of("binary_data", BooleanNode.valueOf(binary)));
    }

    private static final Map<String, JsonNode> ALL_BINARY = Map.of("binary_data_output", BooleanNode.TRUE);

    @Test
    void jsonHoldsFlatDataAndNoNulls() {
        EncodedResponse reply = Wire.write(request(Map.of()), InferResponse.of("m", A, B));

        assertThat(reply.headerLength()).isEmpty();
        assertThat(reply.body().toString()).isEqualTo("""
                {"model_name":"m","id":"7","outputs":[\
                {"name":"a","shape":[2,1],"datatype":"INT16","data":[1,-2]},\
                {"name":"b","shape":[2],"datatype":"BYTES","data":["x\\"","é"]}]}""");
    }

    @Test
    void parametersAreWrittenWhereThereAreSome() {
        Tensor tensor = A.withParameters(Map.of("q", TextNode.valueOf("r")));
        assertThat(Wire.write(request(Map.of()),
                new InferResponse("m", null, Map.of("p", IntNode.valueOf(1)), List.of(tensor))).body().toString())
                .isEqualTo("""
                        {"model_name":"m","id":"7","parameters":{"p":1},"outputs":[\
                        {"name":"a","shape":[2,1],"datatype":"INT16","parameters":{"q":"r"},"data":[1,-2]}]}""");
        assertThat(Wire.write(request(Map.of()),
                new InferResponse("m", null, Map.of("p", NullNode.instance), List.of())).body().toString())
                .isEqualTo("{\"model_name\":\"m\",\"id\":\"7\",\"outputs\":[]}");
    }

    @Test
    void aRequestWithoutAnIdGetsAFreshOne() {
        String id = id(InferRequest.of(INPUT), InferResponse.of("m"));
        UUID uuid = UUID.fromString(id);

        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(id(InferRequest.of(INPUT), InferResponse.of("m"))).isEqualTo(id);
        assertThat(id(InferRequest.of(INPUT), new InferResponse("m", "own", Map.of(), List.of()))).isEqualTo("own");
        assertThat(id(request(Map.of()), new InferResponse("m", "own", Map.of(), List.of()))).isEqualTo("7");
    }

    private static String id(InferRequest request, InferResponse response) {
        return new JsonObject(Wire.write(request, response).body()).getString("id");
    }

    @Test
    void outputsComeAsAndInTheOrderInWhichTheyWereAskedFor() {
        EncodedResponse reply = Wire.write(request(ALL_BINARY, wanted("h", true), RequestedOutput.of("b"),
                wanted("a", true)), InferResponse.of("m", A, B, A.named("unwanted"), HALF));

        String json = """
                {"model_name":"m","id":"7","outputs":[\
                {"name":"h","shape":[1],"datatype":"FP16","parameters":{"binary_data_size":2}},\
                {"name":"b","shape":[2],"datatype":"BYTES","data":["x\\"","é"]},\
                {"name":"a","shape":[2,1],"datatype":"INT16","parameters":{"binary_data_size":4}}]}""";
        int length = reply.headerLength().orElseThrow();
        assertThat(reply.body().getString(0, length)).isEqualTo(json);
        assertThat(reply.body().getBytes(length, reply.body().length())).containsExactly(0, 0x3c, 1, 0, -2, -1);
    }

    @Test
    void allOutputsAreBinaryWhenNoneIsNamed() {
        EncodedResponse reply = Wire.write(request(ALL_BINARY), InferResponse.of("m", HALF, B));

        int length = reply.headerLength().orElseThrow();
        assertThat(reply.body().getString(0, length)).doesNotContain("data\":[").contains("binary_data_size\":2")
                .contains("binary_data_size\":12");
        assertThat(reply.body().length() - length).isEqualTo(14);
    }

    @Test
    void aSizeThatCameWithTheTensorIsNotHandedOn() {
        Tensor echoed = A.withParameters(Map.of("binary_data_size", IntNode.valueOf(99)));

        assertThat(Wire.write(request(Map.of()), InferResponse.of("m", echoed)).body().toString())
                .doesNotContain("binary_data_size");
        assertThat(Wire.write(request(ALL_BINARY), InferResponse.of("m", echoed)).body().toString())
                .contains("\"binary_data_size\":4");
    }

    @Test
    void unknownOutputsAreRefused() {
        Wire.assertRefused(() -> Wire.write(request(Map.of(), RequestedOutput.of("x")), InferResponse.of("m", A)))
                .hasMessage("Unexpected inference output 'x' for model 'm'")
                .hasFieldOrPropertyWithValue("param", "outputs");
    }

    @Test
    void halvesGoOutInBinaryAlone() {
        for (Datatype datatype : List.of(Datatype.FP16, Datatype.BF16)) {
            Wire.assertRefused(() -> Wire.write(request(ALL_BINARY, RequestedOutput.of("h")),
                    InferResponse.of("m", HALF.as(datatype))))
                    .hasMessageStartingWith("outputs: 'h' is " + datatype).hasMessageContaining("binary_data: true")
                    .hasMessageContaining("binary_data_output: true");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatJsonCannotHoldFail(double value) {
        for (Datatype datatype : List.of(Datatype.FP32, Datatype.FP64)) {
            assertUnwritable(Tensor.ofDoubles("f", datatype, new double[]{1, value}, 2))
                    .hasMessageStartingWith("output 'f': element 1, " + value + ", cannot be written as JSON");
        }
    }

    @Test
    void bytesThatAreNoTextFail() {
        assertUnwritable(Tensor.ofBytes("f", List.of(new byte[0], new byte[]{(byte) 0xC3}), 2))
                .hasMessageStartingWith("output 'f': element 1, which is not UTF-8, cannot");
    }

    private static AbstractThrowableAssert<?, ?> assertUnwritable(Tensor tensor) {
        assertThat(Wire.write(request(ALL_BINARY), InferResponse.of("m", tensor)).headerLength()).isPresent();
        return assertThatThrownBy(() -> Wire.write(request(Map.of()), InferResponse.of("m", tensor)))
                .isInstanceOf(ModelException.class).hasMessageContaining("binary_data: true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"BOOL | [true,false]", "INT8 | [-128,127]", "UINT8 | [0,255]",
            "INT16 | [-32768,32767]", "UINT16 | [0,65535]", "INT32 | [-2147483648,2147483647]",
            "UINT32 | [0,4294967295]", "INT64 | [-9223372036854775808,9223372036854775807]",
            "UINT64 | [9223372036854775807,18446744073709551615]", "FP32 | [0.1,1.4E-45]",
            "FP64 | [0.1,1.7976931348623157E308]", "FP32 | [-0.0,0.002]", "BYTES | [\"\\u0000\",\"\\n/\"]"})
    void whatWasReadIsWrittenBack(String datatype, String data) {
        Tensor tensor = Wire.input(datatype, "[2]", data);
        EncodedResponse reply = Wire.write(request(Map.of()), InferResponse.of("m", tensor));

        String json = reply.body().toString();
        assertThat(json.substring(json.indexOf("data\":") + 6, json.length() - 3)).isEqualTo(data);
    }
}
