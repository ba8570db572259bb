package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.SimulatedModelProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A trace of the stages in the {@code ponder} object, where the operator allows it. */
@QuarkusTest
@TestProfile(SimulatedModelProfile.class)
class TraceTest extends ServerTest {

    @Test
    void aVoteShowsPromptsCandidatesAndVotes() {
        JsonNode trace = traced(Chat.ask("majority_voting-sim")).json().path("ponder").path("trace");

        JsonNode stage = trace.path("stages").get(0);
        assertThat(stage.path("strategy").asText()).isEqualTo("majority_voting");
        assertThat(stage.path("messages").get(0).path("role").asText()).isNotEmpty();
        assertThat(stage.path("answers").size()).isGreaterThan(1);
        assertThat(stage.path("answers").get(0).path("content").asText()).isNotEmpty();
        assertThat(trace.path("findings").get(0).path("votes").get(0).path("votes").asInt()).isPositive();
    }

    @Test
    void aStreamHasTheTraceAtItsEnd() {
        HttpReply reply = traced(Chat.stream("bon-sim"));

        JsonNode last = reply.chunks().get(reply.chunks().size() - 1);
        assertThat(last.path("ponder").path("trace").path("stages").size()).isPositive();
    }

    @Test
    void aRequestThatDoesNotAskHasNoTrace() {
        assertThat(client.chat(Chat.ask("majority_voting-sim")).json().path("ponder").has("trace")).isFalse();
    }

    private HttpReply traced(ObjectNode body) {
        body.putObject("ponder").put("trace", true);
        HttpReply reply = client.chat(body);
        assertThat(reply.status()).isEqualTo(200);
        return reply;
    }
}
