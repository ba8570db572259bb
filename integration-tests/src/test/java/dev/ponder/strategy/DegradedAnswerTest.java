package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** An answer without one of two candidates. */
@QuarkusTest
class DegradedAnswerTest extends ServerTest {

    @Test
    void saysThatItIsDegraded() {
        ObjectNode body = Chat.ask("first_of_n-" + halfBroken().name());

        HttpReply reply = client.chat(body);

        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(reply.json().path("ponder").path("degraded").asText()).contains("failed");
    }

    @Test
    void isReportedAtTheEndOfAStream() {
        ObjectNode body = Chat.stream("first_of_n-" + halfBroken().name());

        HttpReply reply = client.chat(body);

        assertThat(reply.chunks().get(reply.chunks().size() - 1).path("ponder").path("degraded").asText())
                .contains("failed");
    }

    @Test
    void isNotReturnedWhereTheRequestNeedsBothCandidates() {
        ObjectNode body = Chat.ask("first_of_n-" + halfBroken().name());
        body.putObject("ponder").put("quorum", 2);

        assertThat(client.chat(body).status()).isEqualTo(502);
    }

    /** A model whose first call fails with an error that is not transient. */
    private FakeModel halfBroken() {
        FakeModel model = model();
        UpstreamScript broken = call -> call.reply(200, "<html>", Map.of());
        UpstreamScript answers = UpstreamScript.answers("It is 391.");
        return model.plays(call -> (call == model.calls().get(0) ? broken : answers).play(call));
    }
}
