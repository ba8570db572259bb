package dev.ponder.resilience;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** An upstream that does not finish what it says. What was said of it is never taken for an answer in good order. */
@QuarkusTest
@Timeout(60)
class TruncatedReplyTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker"})
    void thatEndsTooSoonIsAnErrorInTheStream(String strategy) {
        var model = model().that(call -> {
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
    @ValueSource(strings = {"none", "re2", "speaker"})
    void thatBreaksInItsMiddleIsAnErrorInTheStream(String strategy) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()));
        if (strategy.equals("speaker")) {
            model.next().completion("I think");
        }
        FakeCall answering = model.next();
        answering.begin().say("It is ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextContent()).isEqualTo("It is ");
            answering.breakOff();

            JsonNode error = OpenAiErrors.ending(HttpReply.ofStream(reply.rest()));

            assertThat(error.path("type").asText()).isEqualTo("upstream_error");
        }
        assertThat(model.calls()).as("nothing is tried again in mid-stream")
                .hasSize(strategy.equals("speaker") ? 2 : 1);
    }

    /**
     * A break that comes right behind the head may overtake whoever begins to read, above all on a connection of
     * another thread.
     */
    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker"})
    void thatBreaksAtOnceIsNotTakenForADefectOfOurs(String strategy) {
        var model = model().that(UpstreamScript.says("It is 391."));
        assertThat(atOnce(strategy + "-" + model.name())).allMatch(reply -> reply.status() == 200);

        model.that(call -> {
            if (call.streaming()) {
                call.begin().breakOff();
            } else {
                call.completion("I think");
            }
        });

        List<HttpReply> replies = atOnce(strategy + "-" + model.name());
        assertThat(replies).extracting(HttpReply::status).isSubsetOf(200, 502);
        assertThat(replies).extracting(reply -> reply.status() == 200 ? OpenAiErrors.ending(reply) : OpenAiErrors.of(reply))
                .extracting(error -> error.path("type").asText()).containsOnly("upstream_error");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatIsWholeAndCutIsARefusal(boolean stream) {
        var model = model().that(call -> call.cut("{\"choices\":[{\"message\":{\"content\":\"It is"));

        HttpReply reply = client.chat(Chat.ask("picker-" + model.name()).put("stream", stream));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("type").asText()).isEqualTo("upstream_error");
    }

    @Test
    void thatBeginsWithAnErrorHasItsStatus() {
        var model = model().that(call -> call.head().event(ChatJson.error("Out of memory", "server_error")).end());

        HttpReply reply = client.chat(Chat.stream("re2-" + model.name()));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("Out of memory");
    }

    /** Many streams at the same time. */
    private List<HttpReply> atOnce(String model) {
        var replies = Stream.generate(() -> client.chatLater(Chat.stream(model))).limit(60).toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }
}
