package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import io.quarkus.test.junit.QuarkusTest;

/** Each datatype makes the round trip between JSON and binary data, at the limits of its range. */
@QuarkusTest
class DatatypesTest extends V2Test {

    private static final String ECHO = "/v2/models/echo/infer";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "BOOL|[false,true]|0001",
            "UINT8|[0,255]|00ff",
            "UINT16|[1,65535]|0100ffff",
            "UINT32|[1,4294967295]|01000000ffffffff",
            "UINT64|[1,18446744073709551615]|0100000000000000ffffffffffffffff",
            "INT8|[-128,127]|807f",
            "INT16|[-32768,32767]|0080ff7f",
            "INT32|[-2147483648,2147483647]|00000080ffffff7f",
            "INT64|[-9223372036854775808,9223372036854775807]|0000000000000080ffffffffffffff7f",
            "FP32|[1.4E-45,-3.4028235E38]|01000000ffff7fff",
            "FP64|[4.9E-324,-1.7976931348623157E308]|0100000000000000ffffffffffffefff",
            "BYTES|'[\"\",\"é\\n🙂\"]'|0000000007000000c3a90af09f9982"})
    void roundTripInJsonAndBinary(String datatype, String data, String binary) {
        String json = input(datatype.toLowerCase(Locale.ROOT), data);
        JsonNode expected = ChatJson.parse(data.getBytes(StandardCharsets.UTF_8));

        HttpReply jsonToJson = infer("echo", "{" + json + "}");
        HttpReply jsonToBinary = infer("echo", "{\"parameters\":{\"binary_data_output\":true}," + json + "}");
        HttpReply binaryToJson = BinaryBody.ofInput(datatype, "[2]", binary).postTo(server, ECHO);

        assertThat(jsonToJson.json().at("/outputs/0/data")).as(jsonToJson.text()).isEqualTo(expected);
        assertThat(jsonToJson.json().at("/outputs/0/datatype").asText()).isEqualTo(datatype);
        assertThat(jsonToJson.header("Content-Type")).isEqualTo("application/json");
        assertThat(BinaryBody.data(jsonToBinary)).isEqualTo(binary);
        assertThat(jsonToBinary.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(binaryToJson.json().at("/outputs/0/data")).as(binaryToJson.text()).isEqualTo(expected);
    }

    /** Values that JSON cannot represent: NaN, infinity, -0, bytes that are not text. */
    @ParameterizedTest
    @CsvSource({"FP16,003c00fc", "BF16,803fc07f", "FP32,0000c07f00000080", "FP64,000000000000f07f0000000000000080",
            "BYTES,02000000ff8000000000", "UINT64,ffffffffffffffff0000000000000080"})
    void roundTripInBinary(String datatype, String binary) {
        var body = BinaryBody.of("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"x\","
                + "\"datatype\":\"" + datatype + "\",\"shape\":[2],\"parameters\":{\"binary_data_size\":"
                + binary.length() / 2 + "}}]}", binary);

        HttpReply reply = body.postTo(server, ECHO);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(BinaryBody.data(reply)).isEqualTo(binary);
        assertThat(BinaryBody.head(reply).at("/outputs/0/datatype").asText()).isEqualTo(datatype);
        assertThat(BinaryBody.head(reply).at("/outputs/0").has("data")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"FP16,003c00fc", "BF16,803fc07f", "FP32,0000c07f00000000", "FP64,000000000000f07f0000000000000000",
            "BYTES,02000000ff8000000000"})
    void areRejectedInJsonIfJsonCannotRepresentThem(String datatype, String binary) {
        assertThat(V2Errors.of(BinaryBody.ofInput(datatype, "[2]", binary).postTo(server, ECHO), 400))
                .contains("'output-0'", "binary_data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"BOOL|1", "BOOL|\"true\"", "UINT8|256", "UINT8|-1", "INT8|128", "UINT16|65536",
            "INT16|-32769", "UINT32|4294967296", "INT32|2147483648", "INT64|9223372036854775808",
            "UINT64|18446744073709551616", "UINT64|-1", "INT8|1.5", "INT8|true", "INT8|\"1\"", "FP32|1e39",
            "FP64|1e309", "FP32|\"NaN\"", "FP64|null", "INT64|1e999999999", "BYTES|1", "BYTES|null", "BYTES|{}",
            "FP16|1.5", "BF16|1.5", "STRING|\"a\"", "FP32|NaN"})
    void rejectInvalidElements(String datatype, String element) {
        assertThat(
                V2Errors.of(infer("echo", "{" + input(datatype, "[" + element + "," + element + "]") + "}"), 400))
                .contains("expected");
    }

    private static String input(String datatype, String data) {
        return "\"inputs\":[{\"name\":\"x\",\"datatype\":\"" + datatype + "\",\"shape\":[2],\"data\":" + data + "}]";
    }
}
