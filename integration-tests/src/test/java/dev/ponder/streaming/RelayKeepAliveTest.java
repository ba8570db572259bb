package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A relayed stream whose upstream takes longer than the commit grace. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(30)
class RelayKeepAliveTest extends ServerTest {

    private LiveReply silent(FakeCall[] call) {
        var model = model();
        var response = client.chatLive(Chat.stream(model.name()));
        call[0] = model.next();
        LiveReply reply = response.join();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.nextLine()).isEqualTo(": keep-alive");
        return reply;
    }

    @Test
    void hasKeepAlivesBeforeAndBetweenItsEvents() throws Exception {
        FakeCall[] call = new FakeCall[1];
        try (LiveReply reply = silent(call)) {
            call[0].begin().say("It is ");
            assertThat(reply.nextContent()).isEqualTo("It is ");
            assertThat(reply.nextLine()).isEmpty();
            assertThat(reply.nextLine()).isEqualTo(": keep-alive");
            call[0].say("391.").finish("stop");

            assertThat(reply.rest()).contains("391.", "\"finish_reason\":\"stop\"").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void sendsALateErrorResponseAsAnEvent() throws Exception {
        FakeCall[] call = new FakeCall[1];
        try (LiveReply reply = silent(call)) {
            call[0].reply(429, "{\n \"error\": {\"message\": \"slow down\",\n  \"type\": \"x\", \"param\": null,"
                    + " \"code\": \"y\"}}", Map.of());

            HttpReply rest = HttpReply.ofStream(reply.rest());
            assertThat(rest.events()).endsWith("[DONE]");
            assertThat(rest.chunks()).extracting(JsonNode::toString).containsExactly(
                    "{\"error\":{\"message\":\"slow down\",\"type\":\"x\",\"param\":null,\"code\":\"y\"}}");
        }
    }

    @Test
    void sendsALateWholeReplyAsAStream() throws Exception {
        FakeCall[] call = new FakeCall[1];
        try (LiveReply reply = silent(call)) {
            call[0].completion("It is 391.");

            HttpReply rest = HttpReply.ofStream(reply.rest());
            assertThat(rest.content(0)).isEqualTo("It is 391.");
            assertThat(rest.finishReasons(0)).containsExactly("stop");
            assertThat(rest.events()).endsWith("[DONE]");
        }
    }

    @Test
    void sendsALateErrorEvent() throws Exception {
        FakeCall[] call = new FakeCall[1];
        try (LiveReply reply = silent(call)) {
            call[0].head().event(ChatJson.error("Out of memory", "server_error")).end();

            assertThat(OpenAiErrors.ending(HttpReply.ofStream(reply.rest())).path("message").asText())
                    .contains("Out of memory");
        }
    }
}
