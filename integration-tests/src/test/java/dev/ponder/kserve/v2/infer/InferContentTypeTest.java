package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InferContentTypeTest extends V2Test {

    private static final String ECHO = "/v2/models/echo/infer";
    private static final String BODY = """
            {"inputs": [{"name": "x", "datatype": "BYTES", "shape": [1], "data": ["é"]}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
            "application/vnd.kserve+json", "application/x-www-form-urlencoded", "text/plain", "*/*"})
    void areJsonByDefault(String type) {
        HttpReply reply = client.at(ECHO).chatBare(BODY, "Content-Type", type);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/outputs/0/data/0").asText()).isEqualTo("é");
    }

    @Test
    void mayBeMissing() {
        assertThat(client.at(ECHO).chatBare(BODY).json().at("/outputs/0/data/0").asText()).isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "image/png", "multipart/form-data"})
    void ofBytesNeedTheHeader(String type) {
        assertThat(V2Errors.of(client.at(ECHO).chatBare(BODY, "Content-Type", type), 400))
                .contains(type, BinaryBody.HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json", "image/png"})
    void doNotMatterWithTheHeader(String type) {
        HttpReply reply = BinaryBody.ofInput("INT8", "[2]", "01ff").postTo(server, ECHO, type);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/outputs/0/data")).hasToString("[1,-1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/html", "application/octet-stream", "image/png, */*;q=0.1"})
    void ofRepliesAreNotChosenByAccept(String accept) {
        assertThat(infer("echo", BODY, "Accept", accept).header("Content-Type")).isEqualTo("application/json");
    }
}
