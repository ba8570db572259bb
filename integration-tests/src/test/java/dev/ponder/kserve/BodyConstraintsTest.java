package dev.ponder.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** Bodies that no reader can hold are refused with a text for operators. */
@QuarkusTest
class BodyConstraintsTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1.5E+999", "-1e99999999999"})
    void refuseNumbersBeyondADouble(String number) {
        HttpReply v1 = post("/v1/models/echo:predict", "{\"instances\":[[" + number + "]]}");

        assertThat(v1.status()).as(v1.text()).isEqualTo(400);
        assertThat(v1.text()).doesNotContain("Infinity");
        assertThat(post("/v1/models/echo:predict", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\","
                + "\"type\":\"t\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"instances\":[" + number + "]}}")
                .status())
                .isEqualTo(400);
        for (String type : new String[]{"FP32", "FP64"}) {
            HttpReply v2 = post("/v2/models/echo/infer", "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"" + type
                    + "\",\"shape\":[1],\"data\":[" + number + "]}]}");
            assertThat(v2.status()).as(v2.text()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.7976931348623157E308", "-1E308", "12345678901234567890123456789", "1e-400"})
    void acceptNumbersWithinADouble(String number) {
        HttpReply reply = post("/v1/models/echo:predict", "{\"instances\":[" + number + "]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("Infinity");
    }

    @ParameterizedTest
    @CsvSource({"/v1/models/echo:predict,instances", "/v1/chat/completions,messages", "/v2/models/plain/generate,x",
            "/v1/embeddings,input", "/openai/v1/completions,prompt"})
    void nameTheSettingForNesting(String path, String member) {
        HttpReply reply = post(path,
                "{\"model\":\"m\",\"" + member + "\":" + "[".repeat(1001) + "]".repeat(1001) + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("nested more than 1000 levels deep", "ponder.limits.max-body-depth")
                .doesNotContain("StreamReadConstraints", "get", "max-body-tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/echo:predict", "/v1/chat/completions", "/v2/models/echo/infer"})
    void nameNoMethodOfJackson(String path) {
        HttpReply number = post(path, "{\"instances\":[" + "9".repeat(1001) + "],\"inputs\":" + "9".repeat(1001) + "}");
        assertThat(number.status()).isEqualTo(400);
        assertThat(number.text()).contains("1000 digits").doesNotContain("StreamReadConstraints");

        HttpReply name = post(path, "{\"" + "n".repeat(50_001) + "\":1}");
        assertThat(name.status()).isEqualTo(400);
        assertThat(name.text()).contains("50000 characters").doesNotContain("StreamReadConstraints");
    }

    private HttpReply post(String path, String body) {
        return client.at(path).chat(body);
    }
}
