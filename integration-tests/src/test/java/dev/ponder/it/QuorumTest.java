package dev.ponder.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.it.client.Chat;
import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.Behaviour;
import dev.ponder.it.upstream.FakeModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** How many of two candidates must come back: both, unless the request is content with one. */
@QuarkusTest
@TestProfile(OutspokenOperator.class)
class QuorumTest extends ServerTest {

    @Test
    void thatIsMissedFailsTheRequest() {
        Reply reply = client.chat(Chat.ask("picker-" + halfBroken().name()));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(Errors.of(reply).path("message").asText()).contains("not JSON");
    }

    @Test
    void thatTheRequestLowersIsReachedAndTheAnswerSaysThatItIsDegraded() {
        ObjectNode body = Chat.ask("picker-" + halfBroken().name());
        body.putObject("ponder").put("quorum", 1);

        Reply reply = client.chat(body);

        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(reply.json().path("ponder").path("degraded").asText()).contains("failed");
    }

    @Test
    void thatTheRequestLowersIsToldAtTheEndOfStream() {
        ObjectNode body = Chat.stream("picker-" + halfBroken().name());
        body.putObject("ponder").put("quorum", 1);

        Reply reply = client.chat(body);

        assertThat(reply.chunks().get(reply.chunks().size() - 1).path("ponder").path("degraded").asText())
                .contains("failed");
    }

    /** Answers its first call with what is not worth a second try. */
    private FakeModel halfBroken() {
        FakeModel model = model();
        Behaviour broken = call -> call.reply(200, "<html>", Map.of());
        Behaviour answers = Behaviour.says("It is 391.");
        return model.that(call -> (call == model.calls().get(0) ? broken : answers).answer(call));
    }
}
