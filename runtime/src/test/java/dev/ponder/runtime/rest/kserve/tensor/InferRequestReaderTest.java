package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;
import io.vertx.core.buffer.Buffer;

class InferRequestReaderTest {

    @Test
    void everyMemberIsRead() {
        assertThat(Wire.read("""
                {'id': '42', 'parameters': {'a': 'text', 'b': 1, 'c': 0.5, 'd': true},
                 'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'UINT32', 'data': [1, 2, 3, 4]},
                            {'name': 'y', 'shape': [3], 'datatype': 'bool', 'parameters': {'p': 1},
                             'data': [true, false, true]}],
                 'outputs': [{'name': 'z', 'parameters': {'binary_data': true}}, {'name': 'a'}]}""")).isEqualTo(
                new InferRequest("42", Map.of("a", TextNode.valueOf("text"), "b", IntNode.valueOf(1), "c",
                        DoubleNode.valueOf(0.5), "d", BooleanNode.TRUE),
                        List.of(Tensor.ofLongs("x", Datatype.UINT32, new long[]{1, 2, 3, 4}, 2, 2),
                                Tensor.ofBooleans("y", new boolean[]{true, false, true}, 3)
                                        .withParameters(Map.of("p", IntNode.valueOf(1)))),
                        List.of(new RequestedOutput("z", Map.of("binary_data", BooleanNode.TRUE)),
                                RequestedOutput.of("a"))));
    }

    @Test
    void unknownMembersAndOptionalNullsArePassedOver() {
        assertThat(Wire.read("""
                {'new': {'inputs': [[]]}, 'id': null, 'parameters': null, 'outputs': null,
                 'inputs': [{'name': 'x', 'shape': [1], 'parameters': null, 'datatype': 'INT8', 'data': [1],
                             'more': [{'data': null}]}]}""")).isEqualTo(
                InferRequest.of(Tensor.ofLongs("x", Datatype.INT8, new long[]{1}, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\uFEFF"})
    void dataMayComeBeforeItsTypeAndShape(String start) {
        assertThat(Wire.read(start + "{ 'é' :1,'inputs':[ { 'data' :\n [ [ 'ö', '\\u00e9'] ,['','\uD83D\uDE00'] ],"
                + "'shape':[2,2],'datatype':'BYTES','name':'x'},{'data':[7],'name':'y','datatype':'INT8','shape':[1]}]}")
                .inputs()).containsExactly(
                        Tensor.ofStrings("x", List.of("ö", "é", "", "\uD83D\uDE00"), 2, 2),
                        Tensor.ofLongs("y", Datatype.INT8, new long[]{7}, 1));
    }

    @Test
    void binaryDataFollowsInTheOrderOfTheInputs() {
        InferRequest request = Wire.read("""
                {'inputs': [{'name': 'a', 'datatype': 'FP16', 'shape': [1], 'parameters': {'binary_data_size': 2}},
                            {'name': 'b', 'datatype': 'INT8', 'shape': [1], 'data': [5]},
                            {'name': 'c', 'datatype': 'BYTES', 'shape': [2], 'parameters': {'p': 1,
                             'binary_data_size': 9}}]}""", "003c" + "01000000ff" + "00000000");

        assertThat(request.inputs()).containsExactly(
                Tensor.ofFloats("a", Datatype.FP16, new float[]{1}, 1),
                Tensor.ofLongs("b", Datatype.INT8, new long[]{5}, 1),
                Tensor.ofBytes("c", List.of(new byte[]{-1}, new byte[0]), 2)
                        .withParameters(Map.of("p", IntNode.valueOf(1))));
    }

    @Test
    void aHeaderMayCountAllOfTheBody() {
        Buffer body = Buffer.buffer(Wire.request("INT8", "[1]", "[1]").replace('\'', '"'));
        assertThat(Wire.READER.decode(body, " 0" + body.length() + " ")).isEqualTo(Wire.READER.decode(body, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{'inputs': [}", "{'inputs': [{'data': [1,]}]}", "{'inputs': [{'data': [NaN]}]}",
                    "{'inputs': [{'data': [01]}]}", "{'inputs'", "\u0000", "{} x", "{'inputs': [{'data': [1 2]}]}"})
    void whatIsNotJsonIsRefused(String body) {
        Wire.assertRefused(() -> Wire.read(body)).hasMessageStartingWith("body: no")
                .hasMessageContaining("expected").hasMessageContaining("JSON object with inputs");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        String json = Wire.request("BYTES", "[1]", "['a']").replace('\'', '"');
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Wire.assertRefused(() -> Wire.READER.decode(Buffer.buffer(json.getBytes(charset)), null))
                    .hasMessageContaining("UTF-8");
        }
        Buffer broken = Buffer.buffer(json);
        broken.setByte(json.lastIndexOf('a'), (byte) 0xFF);
        Wire.assertRefused(() -> Wire.READER.decode(broken, null)).hasMessageContaining("UTF-8");
    }

    @Test
    void limitsOfJsonAreNamed() {
        for (String data : List.of("[" + "1".repeat(1001) + "]", "[1." + "1".repeat(1000) + "]")) {
            Wire.assertRefused(() -> Wire.input("FP64", "[1]", data)).hasMessageContaining("at most 1000 digits");
        }
        Wire.assertRefused(() -> Wire.read("{'x': " + "[".repeat(1001))).hasMessageContaining("1000 levels");
        Wire.assertRefused(() -> Wire.input("FP64", "[1]", "[".repeat(65))).hasMessageContaining("64 levels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | body: not an object",
            "null | body: not an object", "{} {} | body: more than one value", "{} | inputs: missing",
            "{'inputs': null} | inputs: missing", "{'inputs': []} | inputs: []", "{'inputs': {}} | inputs: an object",
            "{'inputs': 7} | inputs: 7", "{'inputs': [7]} | inputs[0]: 7", "{'inputs': [null]} | inputs[0]: null",
            "{'id': 42} | id: 42", "{'id': ['a']} | id: an array", "{'parameters': []} | parameters: an array",
            "{'parameters': {'a': null}} | parameters.a: null", "{'parameters': {'a': [1]}} | parameters.a: an array",
            "{'parameters': {'a': {}}} | parameters.a: an object", "{'parameters': {'a': 1e999}} | parameters.a: 1e999",
            "{'parameters': {'a': 1, 'a': 2}} | parameters.a: defined twice",
            "{'id': 'a', 'id': 'b'} | body.id: defined twice", "{'outputs': {}} | outputs: an object",
            "{'outputs': [{}]} | outputs[0].name: missing", "{'outputs': [{'name': 1}]} | outputs[0].name: 1",
            "{'outputs': ['a']} | outputs[0]: \"a\"",
            "{'outputs': [{'name': 'a', 'parameters': {'a': null}}]} | outputs[0].parameters.a: null"})
    void faultyMembersAreRefusedWithTheirPlace(String body, String start) {
        Wire.assertRefused(() -> Wire.read(body)).hasMessageStartingWith(start + " (expected ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'datatype': 'INT8', 'shape': [1], 'data': [1]} | .name: missing",
            "{'name': null, 'datatype': 'INT8', 'shape': [1], 'data': [1]} | .name: missing",
            "{'name': '', 'datatype': 'INT8', 'shape': [1], 'data': [1]} | .name: \"\"",
            "{'name': 7, 'datatype': 'INT8', 'shape': [1], 'data': [1]} | .name: 7",
            "{'name': 'x', 'shape': [1], 'data': [1]} | .datatype: missing",
            "{'name': 'x', 'datatype': 'FP8', 'shape': [1], 'data': [1]} | .datatype: \"FP8\"",
            "{'name': 'x', 'datatype': 8, 'shape': [1], 'data': [1]} | .datatype: 8",
            "{'name': 'x', 'datatype': 'INT8', 'data': [1]} | .shape: missing",
            "{'name': 'x', 'datatype': 'INT8', 'shape': 1, 'data': [1]} | .shape: 1",
            "{'name': 'x', 'datatype': 'INT8', 'shape': ['1'], 'data': [1]} | .shape[0]: \"1\"",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1, 1.0], 'data': [1]} | .shape[1]: 1.0",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [null], 'data': [1]} | .shape[0]: null",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [[1]], 'data': [1]} | .shape[0]: an array",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [99999999999999999999], 'data': [1]}"
                    + " | .shape[0]: 99999999999999999999",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [-2], 'data': [1]} | .shape: [-2]",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [-1, -1], 'data': [1]} | .shape: [-1, -1]",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [-1, 2], 'data': [1]} | .shape: [-1, 2] has no length for -1",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [2], 'data': [1]} | .shape: [2] holds 2 elements",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [9223372036854775807, 3], 'data': [1]}"
                    + " | .shape: [9223372036854775807, 3]",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1]} | .data: missing",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': null} | .data: missing",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': 1} | .data: 1",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': {}} | .data: an object",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [{}]} | .data: element 0 is an object",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [1], 'data': [2]} | .data: defined twice",
            "{'name': 'x', 'datatype': 'FP16', 'shape': [1], 'data': [1]} | .data: FP16 as JSON",
            "{'name': 'x', 'datatype': 'BF16', 'shape': [0], 'data': []} | .data: BF16 as JSON",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [1], 'parameters': {'binary_data_size': 1}}"
                    + " | .data: together with parameters.binary_data_size",
            "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'parameters': {'binary_data_size': 1}}"
                    + " | .parameters.binary_data_size: without the header Inference-Header-Content-Length"})
    void faultyInputsAreRefusedWithTheirPlace(String input, String fault) {
        String path = "inputs[1]" + fault.substring(0, fault.indexOf(':'));
        Wire.assertRefused(() -> Wire.read(
                "{'inputs': [{'name': 'ok', 'datatype': 'INT8', 'shape': [1], 'data': [1]}, " + input + "]}"))
                .hasMessageStartingWith("inputs[1]" + fault + " (expected ").hasFieldOrPropertyWithValue("param", path);
    }

    @Test
    void namesComeOnceAndAreNotEndless() {
        String input = "{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [1]}";
        Wire.assertRefused(() -> Wire.read("{'inputs': [" + input + "," + input + "]}"))
                .hasMessage("inputs: 'x' twice (expected each name once)")
                .hasFieldOrPropertyWithValue("param", "inputs");
        Wire.assertRefused(() -> Wire.read("{'inputs': [" + input + "], 'outputs': [{'name': 'y'}, {'name': 'y'}]}"))
                .hasMessageStartingWith("outputs: 'y' twice");
        Wire.assertRefused(() -> Wire.read("{'inputs': [" + input.replace("x", "x".repeat(1001)) + "]}"))
                .hasMessageContaining("1000 characters")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        Wire.assertRefused(() -> Wire.input("INT8", "[" + "1,".repeat(64) + "1]", "[1]"))
                .hasMessageContaining("at most 64");
    }

    @Test
    void flagsThatAreNoneAreRefusedBeforeAModelRuns() {
        String inputs = "'inputs': [{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [1]}]";
        Wire.assertRefused(() -> Wire.read("{'parameters': {'binary_data_output': 'yes'}, " + inputs + "}"))
                .hasMessageStartingWith("parameters.binary_data_output: \"yes\"");
        Wire.assertRefused(() -> Wire.read(
                "{'outputs': [{'name': 'y', 'parameters': {'binary_data': 1}}], " + inputs + "}"))
                .hasMessageStartingWith("outputs[0].parameters.binary_data: 1");
    }

    /** What is small on the wire may be large in memory. */
    @Test
    void moreThanAnyModelHasIsRefused() {
        String output = "{'name': 'y'},".repeat(JsonObjects.MAX_ITEMS) + "{'name': 'y'}";
        Wire.assertRefused(() -> Wire.read("{'outputs': [" + output + "]}"))
                .hasMessage("outputs: more than 10000 items (expected at most 10000)");

        String parameters = IntStream.rangeClosed(0, JsonObjects.MAX_ITEMS).mapToObj(i -> "'p" + i + "': 1")
                .collect(Collectors.joining(","));
        Wire.assertRefused(() -> Wire.read("{'parameters': {" + parameters + "}}"))
                .hasMessage("parameters: more than 10000 items (expected at most 10000)");
    }
}
