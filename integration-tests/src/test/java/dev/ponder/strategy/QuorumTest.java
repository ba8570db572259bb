package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.ShortKeepAliveProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** How many of two candidates must succeed: both by configuration, and a request cannot lower that. */
@QuarkusTest
@TestProfile(ShortKeepAliveProfile.class)
class QuorumTest extends ServerTest {

    @Test
    void thatIsMissedFailsTheRequest() {
        HttpReply reply = client.chat(Chat.ask("first_of_n-" + halfBroken().name()));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("not JSON");
    }

    @Test
    void thatIsLowerThanTheServersIsRejected() {
        var model = model();
        ObjectNode body = Chat.ask("first_of_n-" + model.name());
        body.putObject("ponder").put("quorum", 1);

        HttpReply reply = client.chat(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText())
                .contains("ponder.quorum: 1 (expected an integer from 2 to 64)");
        assertThat(model.calls()).isEmpty();
    }

    /** A model whose first call fails with an error that is not transient. */
    private FakeModel halfBroken() {
        FakeModel model = model();
        UpstreamScript broken = call -> call.reply(200, "<html>", Map.of());
        UpstreamScript answers = UpstreamScript.answers("It is 391.");
        return model.plays(call -> (call == model.calls().get(0) ? broken : answers).play(call));
    }
}
