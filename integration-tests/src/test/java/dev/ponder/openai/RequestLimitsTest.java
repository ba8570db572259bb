package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** No request can exceed the limits of the configuration. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
class RequestLimitsTest extends ServerTest {

    private static final int BODY_LIMIT = 4096;

    /** The second size is more than one read returns, the third more than the socket buffers hold. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 20_000_000})
    void onBodiesIsA413ThatNamesTheLimitAndTheProperty(int bytesTooMany) {
        var model = model();
        HttpReply reply = client.chat(bodyOf(BODY_LIMIT + bytesTooMany, "re2-" + model.name()));

        assertThat(reply.status()).isEqualTo(413);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).contains("more than 4096 bytes", "expected fewer",
                "ponder.limits.max-body-size");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void onBodiesIsInclusive() {
        var model = model().plays(UpstreamScript.answers("391"));

        assertThat(client.chat(bodyOf(BODY_LIMIT, model.name())).status()).isEqualTo(200);
    }

    @Test
    void aTraceThatTheOperatorHasNotEnabledIsRefused() {
        ObjectNode body = Chat.ask("first_of_n-m");
        body.putObject("ponder").put("trace", true);

        HttpReply reply = client.chat(body);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("ponder.trace.enabled=true");
    }

    @Test
    void onAParameterLowersItsRange() {
        ObjectNode body = Chat.ask("first_of_n-m");
        body.putObject("ponder").putObject("first_of_n").put("candidates", 5);

        HttpReply reply = client.chat(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("5", "an integer from 1 to 4");
    }

    private static String bodyOf(int bytes, String model) {
        ObjectNode body = Chat.ask(model).put("padding", "");
        return body.put("padding", "x".repeat(bytes - body.toString().length())).toString();
    }
}
