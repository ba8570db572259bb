package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** Randomly mutated bodies (with a fixed seed) are answered or rejected with 400, without any other outcome. */
@QuarkusTest
class MutatedInferTest extends V2Test {

    private static final int MUTANTS = 150;
    private static final BinaryBody JSON = BinaryBody.of("""
            {"id":"1","parameters":{"a":1.5},"inputs":[{"name":"x","shape":[2,-1],"datatype":"INT64",\
            "data":[[1,2],[3,4]]}],"outputs":[{"name":"output-0","parameters":{"binary_data":false}}]}""", "");
    private static final BinaryBody BINARY = BinaryBody.of("""
            {"inputs":[{"name":"x","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":11}},\
            {"name":"y","shape":[1],"datatype":"BOOL","parameters":{"binary_data_size":1}}]}""",
            "03000000616263" + "00000000" + "01");
    private static final List<String> FRAGMENTS = List.of("null", "[]", "{}", "-1", "1e999999999", "[[", "]", "\"\"",
            "18446744073709551616", "\\ud800", "\"data\":", "\"shape\":[", "2147483647", "\"FP16\"", "0", "},{");

    private final SplittableRandom random = new SplittableRandom(42);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areAnsweredOrRejected(boolean binary) {
        int answered = 0;
        for (int i = 0; i < MUTANTS; i++) {
            BinaryBody body = mutant(binary ? BINARY : JSON.withHeaderLength(null), random.nextInt(3));
            HttpReply reply = body.postTo(server, "/v2/models/echo/infer", "application/json");
            String described = body.headerLength() + " " + HexFormat.of().formatHex(body.bytes());
            assertThat(reply.status()).as(described).isIn(200, 400);
            if (reply.status() == 400) {
                V2Errors.of(reply, 400);
            } else {
                answered++;
            }
        }
        assertThat(answered).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
    }

    private BinaryBody mutant(BinaryBody body, int mutations) {
        byte[] bytes = body.bytes();
        String length = body.headerLength();
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(8));
            byte[] rest = Arrays.copyOfRange(bytes, end, bytes.length);
            byte[] before = Arrays.copyOf(bytes, at);
            bytes = switch (random.nextInt(4)) {
                case 0 -> before.length == 0 ? rest : before;
                case 1 -> joined(before, new byte[0], rest);
                case 2 -> joined(before, new byte[]{(byte) random.nextInt(256)}, rest);
                default -> joined(before, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(), rest);
            };
            if (length != null && random.nextBoolean()) {
                length = Integer.toString(random.nextInt(bytes.length + 2));
            }
        }
        return new BinaryBody(bytes, length);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
