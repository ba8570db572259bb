package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import io.quarkus.test.junit.QuarkusTest;

/** An invalid request is rejected with 400 and the reason. */
@QuarkusTest
class MalformedInferTest extends V2Test {

    private static final String INPUT = "{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1]}";
    private static final String ECHO = "/v2/models/echo/infer";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "null", "7", "\"x\"", "{}", "{\"inputs\":null}", "{\"inputs\":[]}",
            "{\"inputs\":{}}", "{\"inputs\":[1]}", "{\"inputs\":[null]}", "{\"inputs\":[" + INPUT + "]} x",
            "{\"inputs\":[" + INPUT + "," + INPUT + "]}", "{\"inputs\":[" + INPUT + "],\"inputs\":[" + INPUT + "]}",
            "{\"id\":7,\"inputs\":[" + INPUT + "]}", "{\"id\":{},\"inputs\":[" + INPUT + "]}",
            "{\"parameters\":[],\"inputs\":[" + INPUT + "]}",
            "{\"parameters\":{\"a\":null},\"inputs\":[" + INPUT + "]}",
            "{\"parameters\":{\"a\":[1]},\"inputs\":[" + INPUT + "]}",
            "{\"parameters\":{\"a\":{}},\"inputs\":[" + INPUT + "]}",
            "{\"parameters\":{\"binary_data_output\":1},\"inputs\":[" + INPUT + "]}",
            "{\"outputs\":{},\"inputs\":[" + INPUT + "]}", "{\"outputs\":[\"x\"],\"inputs\":[" + INPUT + "]}",
            "{\"outputs\":[{}],\"inputs\":[" + INPUT + "]}", "{\"outputs\":[{\"name\":1}],\"inputs\":[" + INPUT + "]}",
            "{\"outputs\":[{\"name\":\"output-0\",\"parameters\":{\"binary_data\":\"yes\"}}],\"inputs\":[" + INPUT
                    + "]}",
            "{\"outputs\":[{\"name\":\"output-0\"},{\"name\":\"output-0\"}],\"inputs\":[" + INPUT + "]}",
            "{\"outputs\":[{\"name\":\"unknown\"}],\"inputs\":[" + INPUT + "]}", "\u0000", "{\"inputs\":[" + INPUT})
    void invalidBodiesAreRejected(String body) {
        V2Errors.of(infer("echo", body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "datatype", "shape", "data"})
    void inputsWithoutARequiredMemberAreRejected(String member) {
        String input = INPUT.replace('"' + member + '"', "\"other\"");

        assertThat(V2Errors.of(infer("echo", "{\"inputs\":[" + input + "]}"), 400))
                .startsWith("inputs[0]." + member + ": missing (expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[2]|[1]", "[1]|[1,2]", "[2,2]|[1,2,3]", "[2,2]|[[1,2],[3]]",
            "[2,2]|[[1,2],3]",
            "[2,2]|[1,[2,3]]", "[4]|[[1,2],[3,4]]", "[2,2]|[[[1,2],[3,4]]]", "[-2]|[1]", "[-1,-1]|[1]", "[0,-1]|[1]",
            "[3,-1]|[1,2]", "[9223372036854775807]|[1]", "[9223372036854775808]|[1]", "[4611686018427387904,4]|[]",
            "[2147483648,2147483648]|[1]", "[4294967296,4294967296]|[]", "[1e2]|[1]", "[1.0]|[1]", "[\"1\"]|[1]",
            "[null]|[1]", "[[1]]|[1]", "1|[1]", "{}|[1]", "null|[1]", "[1]|1", "[1]|{}", "[1]|null", "[1]|[{}]",
            "[]|[]",
            "[0]|[1]"})
    void shapesThatDoNotMatchTheDataAreRejected(String shape, String data) {
        assertThat(V2Errors.of(infer("echo", """
                {"inputs": [{"name": "x", "datatype": "INT8", "shape": %s, "data": %s}]}""".formatted(shape, data)),
                400))
                .startsWith("inputs[0].").contains("expected");
    }

    @ParameterizedTest
    @CsvSource({"1500,[,]", "100000,[,]", "70,[,]"})
    void tooDeepDataIsRejected(int levels, String open, String close) {
        V2Errors.of(infer("echo", "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":"
                + open.repeat(levels) + "1" + close.repeat(levels) + "}]}"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "0", "1.5", "1e2", "99999", "99999999999999999999", "2147483648", "5",
            "0x10"})
    void invalidHeaderLengthsAreRejected(String length) {
        assertThat(
                V2Errors.of(BinaryBody.ofInput("INT8", "[1]", "01").withHeaderLength(length).postTo(server, ECHO), 400))
                .contains("expected");
    }

    @ParameterizedTest
    @CsvSource({"INT8,[2],01", "INT32,[1],010000", "FP64,[1],01", "INT8,[1],0102", "BOOL,[1],02", "BYTES,[1],0100",
            "BYTES,[1],0200000061", "BYTES,[1],ffffffff61", "BYTES,[1],01000000", "BYTES,[2],0100000061",
            "BYTES,[1],01000000610000", "INT8,[-2],01", "INT8,[9223372036854775807],01"})
    void invalidBinaryDataIsRejected(String datatype, String shape, String data) {
        assertThat(V2Errors.of(BinaryBody.ofInput(datatype, shape, data).postTo(server, ECHO), 400))
                .startsWith("inputs[0].").contains("expected");
    }

    @ParameterizedTest
    @CsvSource({"2,01", "0,01", "-1,01", "1.0,01", "\"1\",01", "true,01", "9223372036854775808,01", "4294967297,01",
            "1,0102", "1,''"})
    void invalidBinaryDataSizesAreRejected(String size, String data) {
        var body = BinaryBody.of("{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[1],"
                + "\"parameters\":{\"binary_data_size\":" + size + "}}]}", data);

        V2Errors.of(body.postTo(server, ECHO), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream", "image/png"})
    void binaryDataWithoutItsHeaderIsRejected(String type) {
        V2Errors.of(BinaryBody.ofInput("INT8", "[1]", "01").withHeaderLength(null).postTo(server, ECHO, type), 400);
    }
}
