package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter.EncodedResponse;
import io.vertx.core.buffer.Buffer;

/** Whatever becomes of a body, it is read or refused, and what was read goes there and back. */
class MutatedBodyTest {

    /** {@code -Dponder.test.mutants=40000} tries more. */
    private static final int MUTANTS = Integer.getInteger("ponder.test.mutants", 4_000);

    private static final String JSON = """
            {"id": "42", "parameters": {"a": "é", "b": 1.5, "c": true},
             "inputs": [{"name": "x", "shape": [2, -1], "datatype": "UINT64", "data": [[1, 2], [3.0, 4e0]]},
                        {"name": "y", "shape": [3], "datatype": "BOOL", "data": [true, false, true]},
                        {"data": ["a", "\\u00e9", "\\\\"], "name": "z", "shape": [3], "datatype": "BYTES"},
                        {"name": "f", "shape": [1, 2], "datatype": "FP32", "data": [-1.5e-3, 7]}],
             "outputs": [{"name": "x", "parameters": {"binary_data": true}}, {"name": "y"}]}""";

    private static final String JSON_OF_BINARY = """
            {"parameters": {"binary_data_output": true},
             "inputs": [{"name": "x", "shape": [2], "datatype": "FP16", "parameters": {"binary_data_size": 4}},
                        {"name": "y", "shape": [2], "datatype": "BYTES", "parameters": {"binary_data_size": 11}},
                        {"name": "z", "shape": [-1], "datatype": "BOOL", "parameters": {"binary_data_size": 3}},
                        {"name": "d", "shape": [1], "datatype": "INT8", "data": [1]}]}""";

    private static final byte[] BLOBS = {0, 60, 0, 124, 3, 0, 0, 0, 'a', 'b', 'c', 0, 0, 0, 0, 1, 0, 1};

    /** What breaks readers. */
    private static final List<String> SPLINTERS = List.of("null", "[]", "{}", "-1", "1e999999999", "1e99999999999",
            "9223372036854775808", "18446744073709551616", "0", "\"\"", "[[", "]", ",", ":", "\\ud800", "\"data\":",
            "\"shape\":", "\"BF16\"", "binary_data_size", "2147483647", "4294967295", "1.0", "\u0000",
            "\"name\":\"x\"");

    private final SplittableRandom random = new SplittableRandom(20);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReadOrRefused(boolean binary) {
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Buffer body = Buffer.buffer(binary ? JSON_OF_BINARY : JSON);
            String header = binary ? Integer.toString(body.length()) : null;
            if (binary) {
                body.appendBytes(BLOBS);
            }
            for (int wounds = random.nextInt(4); wounds > 0; wounds--) {
                body = mutant(body);
            }
            read += survives(body, random.nextInt(10) == 0 ? header(body.length()) : header) ? 1 : 0;
        }
        assertThat(read).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
    }

    private boolean survives(Buffer body, @Nullable String header) {
        InferRequest request;
        try {
            request = Wire.READER.decode(body, header);
        } catch (RequestException e) {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e).hasMessageContaining("expected");
            assertThat(e.getMessage()).hasSizeLessThan(1000);
            return false;
        } catch (RuntimeException e) {
            return fail("Header " + header + ", body " + body, e);
        }
        assertThatItGoesThereAndBack(request);
        return true;
    }

    private static void assertThatItGoesThereAndBack(InferRequest request) {
        var wanted = new InferRequest("7", Map.of("binary_data_output", BooleanNode.TRUE), request.inputs(), List.of());
        EncodedResponse reply = Wire.write(wanted,
                new InferResponse("m", null, Map.of(), request.inputs()));
        Buffer back = Buffer.buffer();
        int length = reply.headerLength().orElseThrow();
        back.appendString(reply.body().getString(0, length).replaceFirst("\"outputs\"", "\"inputs\""));
        int backLength = back.length();
        back.appendBuffer(reply.body().slice(length, reply.body().length()));
        assertThat(Wire.READER.decode(back, Integer.toString(backLength)).inputs()).isEqualTo(request.inputs());
    }

    private Buffer mutant(Buffer body) {
        int at = random.nextInt(body.length() + 1);
        int end = Math.min(body.length(), at + 1 + random.nextInt(12));
        Buffer before = body.getBuffer(0, at);
        return switch (random.nextInt(6)) {
            case 0 -> before;
            case 1 -> before.appendBuffer(body.getBuffer(end, body.length()));
            case 2 -> before.appendByte((byte) random.nextInt(256)).appendBuffer(rest(body, at));
            case 3 -> before.appendBuffer(body.getBuffer(at, end)).appendBuffer(body.getBuffer(at, body.length()));
            case 4 -> before.appendString(splinter()).appendBuffer(body.getBuffer(end, body.length()));
            default -> swapped(body);
        };
    }

    private static Buffer rest(Buffer body, int at) {
        return body.getBuffer(Math.min(at + 1, body.length()), body.length());
    }

    /** A value in the place of another: still JSON, most of the time. */
    private Buffer swapped(Buffer body) {
        String text = body.toString("ISO-8859-1");
        String[] values = {"2", "1", "3", "true", "\"x\"", "\"BOOL\"", "\"UINT64\"", "[3]", "[2]", "\"a\"", "4", "11"};
        return Buffer.buffer(text.replaceFirst(Pattern.quote(values[random.nextInt(values.length)]),
                Matcher.quoteReplacement(splinter())), "ISO-8859-1");
    }

    private String splinter() {
        return SPLINTERS.get(random.nextInt(SPLINTERS.size()));
    }

    private String header(int bodyLength) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(bodyLength + 2));
            case 1 -> splinter();
            case 2 -> Integer.toString(bodyLength);
            default -> Integer.toString(-random.nextInt(100));
        };
    }
}
