package dev.ponder.resilience;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static dev.ponder.support.upstream.FakeUpstreamResource.TWIN;
import static dev.ponder.support.upstream.FakeUpstreamResource.TWINS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** Two upstreams answer for the same model: they take turns, and one does what the other cannot. */
@QuarkusTest
@Timeout(60)
class FailoverTest extends ServerTest {

    /** Whichever upstream is asked first fails, and the other one does not. */
    private static UpstreamScript firstFails(UpstreamScript failing) {
        var first = new AtomicReference<String>();
        return call -> {
            first.compareAndSet(null, call.door());
            (call.door().equals(first.get()) ? failing : UpstreamScript.says("It is 391.")).answer(call);
        };
    }

    @Test
    void theyTakeTurns() {
        var model = upstream.model(TWIN).that(UpstreamScript.says("It is 391."));
        client.chat(Chat.ask(model.name()));
        client.chat(Chat.stream("re2-" + model.name()));

        assertThat(model.calls()).extracting(FakeCall::door).containsExactlyInAnyOrderElementsOf(TWINS);
    }

    @ParameterizedTest
    @CsvSource({"none,false,500", "none,true,503", "re2,false,503", "re2,true,500", "picker,false,500",
            "picker,true,429", "none,true,429", "re2,true,429"})
    void aRefusalIsFollowedByTheOthersAnswer(String strategy, boolean stream, int status) {
        var model = upstream.model(TWIN).that(firstFails(UpstreamScript.refuses(status,
                ChatJson.error("Computer says no", "x").toString(), Map.of("Retry-After", "1"))));

        HttpReply reply = client.chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(reply.text()).doesNotContain("Computer says no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void aStreamThatBeginsWithAnErrorOrNotAtAllIsOpenedElsewhere(String strategy) {
        var failing = upstream.model(TWIN).that(firstFails(call -> call.head()
                .event(ChatJson.error("Out of memory", "server_error")).end()));
        assertThat(client.chat(Chat.stream(strategy + "-" + failing.name())).content(0)).isEqualTo("It is 391.");

        var closing = upstream.model(TWIN).that(firstFails(FakeCall::breakOff));
        assertThat(client.chat(Chat.stream(strategy + "-" + closing.name())).content(0)).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void nothingIsTriedElsewhereOnceTheAnswerHasBegun(String strategy) {
        var model = upstream.model(TWIN).that(call -> call.begin().say("It ", "is ").end());

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(OpenAiErrors.ending(reply).path("type").asText()).isEqualTo("upstream_error");
        assertThat(model.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void whatTheRequestIsToBlameForIsNotTriedElsewhere(int status) {
        var model = upstream.model(TWIN).that(UpstreamScript.refuses(status, "{}", Map.of()));

        assertThat(client.chat(Chat.ask("re2-" + model.name())).status()).isEqualTo(status);
        assertThat(client.chat(Chat.ask(model.name())).status()).isEqualTo(status);
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void theLastOnesRefusalIsTheAnswer() {
        String body = ChatJson.error("Computer says no", "x").toString();
        var model = upstream.model(TWIN).that(UpstreamScript.refuses(503, body, Map.of()));

        HttpReply reply = client.chat(Chat.ask(model.name()));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).isEqualTo(body);
        assertThat(model.calls()).hasSize(2);
    }
}
