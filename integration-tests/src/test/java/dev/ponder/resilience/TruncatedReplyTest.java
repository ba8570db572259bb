package dev.ponder.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** The upstream does not finish its response. The client never receives it as a complete answer. */
@QuarkusTest
@Timeout(60)
class TruncatedReplyTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "two_stage"})
    void thatEndsEarlyIsAnErrorInTheStream(String strategy) {
        var model = model().plays(call -> {
            if (call.streaming()) {
                call.begin().say("It ", "is ").end();
            } else {
                call.completion("I think");
            }
        });

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.content(0)).isEqualTo("It is ");
        JsonNode error = OpenAiErrors.ending(reply);
        assertThat(error.path("type").asText()).isEqualTo("upstream_error");
        assertThat(error.path("message").asText()).contains("without a finish reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "two_stage"})
    void thatIsClosedMidStreamIsAnErrorInTheStream(String strategy) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()));
        if (strategy.equals("two_stage")) {
            model.next().completion("I think");
        }
        FakeCall answering = model.next();
        answering.begin().say("It is ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextContent()).isEqualTo("It is ");
            answering.close();

            JsonNode error = OpenAiErrors.ending(HttpReply.ofStream(reply.rest()));

            assertThat(error.path("type").asText()).isEqualTo("upstream_error");
        }
        assertThat(model.calls()).as("no retries mid-stream")
                .hasSize(strategy.equals("two_stage") ? 2 : 1);
    }

    /**
     * The connection may be closed before the server reads the first chunk, above all on a connection of another thread.
     */
    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "two_stage"})
    void thatIsClosedAfterItsHeadIsAnUpstreamError(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        assertThat(concurrently(strategy + "-" + model.name())).allMatch(reply -> reply.status() == 200);

        model.plays(call -> {
            if (call.streaming()) {
                call.begin().close();
            } else {
                call.completion("I think");
            }
        });

        List<HttpReply> replies = concurrently(strategy + "-" + model.name());
        assertThat(replies).extracting(HttpReply::status).isSubsetOf(200, 502);
        assertThat(replies)
                .extracting(reply -> reply.status() == 200 ? OpenAiErrors.ending(reply) : OpenAiErrors.of(reply))
                .extracting(error -> error.path("type").asText()).containsOnly("upstream_error");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatIsWholeAndTruncatedIs502(boolean stream) {
        var model = model().plays(call -> call.truncate("{\"choices\":[{\"message\":{\"content\":\"It is"));

        HttpReply reply = client.chat(Chat.ask("first_of_n-" + model.name()).put("stream", stream));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("type").asText()).isEqualTo("upstream_error");
    }

    @Test
    void thatBeginsWithAnErrorIs502() {
        var model = model().plays(call -> call.head().event(ChatJson.error("Out of memory", "server_error")).end());

        HttpReply reply = client.chat(Chat.stream("re2-" + model.name()));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("Out of memory");
    }

    /** Requests many streams at once. */
    private List<HttpReply> concurrently(String model) {
        var replies = Stream.generate(() -> client.chatLater(Chat.stream(model))).limit(60).toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }
}
