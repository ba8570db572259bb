package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.Tensor;
import io.vertx.core.buffer.Buffer;

class BinaryFormTest {

    @Test
    void aLengthIsInferredFromTheBytes() {
        assertThat(Wire.binaryInput("INT16", "[-1, 2]", "01000200ffff0080"))
                .isEqualTo(Tensor.ofLongs("x", Datatype.INT16, new long[]{1, 2, -1, -32768}, 2, 2));
        assertThat(Wire.binaryInput("BYTES", "[-1]", "0000000000000000").shape()).containsExactly(2L);
        assertThat(Wire.binaryInput("FP64", "[0]", "").elementCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "INT32 | [1] | 3 | 000000 | .data: 3 bytes | a multiple of the 4 of INT32",
            "INT32 | [2] | 4 | 00000000 | .shape: [2] holds 2 elements | the 1 of the data",
            "INT32 | [1] | 8 | 00000000 | .parameters.binary_data_size: 8 | from 0 to 4",
            "INT32 | [1] | -4 | 00000000 | .parameters.binary_data_size: -4 | from 0 to 4",
            "INT32 | [1] | 4.0 | 00000000 | .parameters.binary_data_size: 4.0 | an integer",
            "INT32 | [1] | '4' | 00000000 | .parameters.binary_data_size: \"4\" | an integer",
            "INT32 | [1] | true | 00000000 | .parameters.binary_data_size: true | an integer",
            "INT32 | [1] | 99999999999999999999 | 00000000 | .parameters.binary_data_size: 999 | from 0 to 4",
            "INT32 | [1] | 18446744073709551620 | 00000000 | .parameters.binary_data_size: 184 | from 0 to 4",
            "INT32 | [1] | 4294967300 | 00000000 | .parameters.binary_data_size: 4294967300 | from 0 to 4",
            "BOOL | [1] | 1 | 02 | .data: byte 0 of BOOL is 2 | 0 or 1",
            "BYTES | [1] | 3 | 000000 | .data: 3 bytes after element 0 | the 4 of a length",
            "BYTES | [1] | 5 | 0200000000 | .data: length 2 of element 0 | at most the 1 bytes",
            "BYTES | [1] | 4 | ffffffff | .data: length 4294967295 of element 0 | at most the 0 bytes",
            "BYTES | [2] | 4 | 00000000 | .shape: [2] holds 2 elements | the 1 of the data"})
    void faultyBinaryDataIsRefused(String datatype, String shape, String size, String hex, String fault,
            String expected) {
        Wire.assertRefused(() -> Wire.read(Wire.binaryRequest(datatype, shape, size), hex == null ? "" : hex))
                .hasMessageStartingWith("inputs[0]" + fault).hasMessageContaining("(expected ")
                .hasMessageContaining(expected);
    }

    @Test
    void everyByteIsAccountedFor() {
        Wire.assertRefused(() -> Wire.read(Wire.binaryRequest("INT8", "[1]", 1), "0102"))
                .hasMessageStartingWith("body: 1 bytes left over");
        Wire.assertRefused(() -> Wire.read(Wire.request("INT8", "[1]", "[1]"), "01"))
                .hasMessageStartingWith("body: 1 bytes left over");
        Wire.assertRefused(() -> Wire.read("{'inputs': [{'name': 'x', 'datatype': 'INT8', 'shape': [1]}]}", "01"))
                .hasMessageStartingWith("inputs[0].data: missing").hasMessageContaining("binary_data_size");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = {"`` | \"\" | the number of bytes", "ten | \"ten\" | number",
                    "-1 | \"-1\" | number", "+1 | \"+1\" | number", "1.5 | \"1.5\" | number", "٣ | \"٣\" | number",
                    "0 | 0, the raw binary format, is not supported | number",
                    "000 | 0, the raw binary format | number",
                    "1000 | 1000 | at most the ", "4294967297 | 4294967297 | at most the ",
                    "99999999999999999999999 | 99999999999999999999999 | at most the "})
    void faultyHeadersAreRefused(String header, String fault, String expected) {
        Wire.assertRefused(() -> Wire.READER
                .decode(Buffer.buffer(Wire.request("INT8", "[1]", "[1]").replace('\'', '"')), header))
                .hasMessageStartingWith("Inference-Header-Content-Length: " + fault).hasMessageContaining("(expected ")
                .hasMessageContaining(expected)
                .hasFieldOrPropertyWithValue("param", "Inference-Header-Content-Length");
    }

    @Test
    void aHeaderThatCutsTheJsonIsRefused() {
        Buffer body = Buffer.buffer(Wire.request("INT8", "[1]", "[1]").replace('\'', '"'));
        for (int length = 1; length < body.length(); length++) {
            String header = Integer.toString(length);
            Wire.assertRefused(() -> Wire.READER.decode(body, header)).hasMessageStartingWith("body: not JSON");
        }
    }
}
