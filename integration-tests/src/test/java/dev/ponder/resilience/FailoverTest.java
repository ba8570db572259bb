package dev.ponder.resilience;

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

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Two upstreams serve the same models: calls are balanced, and fail over before the first byte. */
@QuarkusTest
@Timeout(60)
class FailoverTest extends ServerTest {

    /** The upstream that is called first fails, and the other one answers. */
    private static UpstreamScript firstFails(UpstreamScript failing) {
        var first = new AtomicReference<String>();
        return call -> {
            first.compareAndSet(null, call.basePath());
            (call.basePath().equals(first.get()) ? failing : UpstreamScript.answers("It is 391.")).play(call);
        };
    }

    @Test
    void callsAreBalanced() {
        var model = upstream.model(TWIN).plays(UpstreamScript.answers("It is 391."));
        client.chat(Chat.ask(model.name()));
        client.chat(Chat.stream("re2-" + model.name()));

        assertThat(model.calls()).extracting(FakeCall::basePath).containsExactlyInAnyOrderElementsOf(TWINS);
    }

    @ParameterizedTest
    @CsvSource({"none,false,500", "none,true,503", "re2,false,503", "re2,true,500", "first_of_n,false,500",
            "first_of_n,true,429", "none,true,429", "re2,true,429"})
    void anErrorFailsOver(String strategy, boolean stream, int status) {
        var model = upstream.model(TWIN).plays(firstFails(UpstreamScript.responds(status,
                ChatJson.error("Computer says no", "x").toString(), Map.of("Retry-After", "1"))));

        HttpReply reply = client.chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(reply.text()).doesNotContain("Computer says no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void aStreamThatFailsBeforeItsFirstByteFailsOver(String strategy) {
        var failing = upstream.model(TWIN).plays(firstFails(call -> call.head()
                .event(ChatJson.error("Out of memory", "server_error")).end()));
        assertThat(client.chat(Chat.stream(strategy + "-" + failing.name())).content(0)).isEqualTo("It is 391.");

        var closing = upstream.model(TWIN).plays(firstFails(FakeCall::close));
        assertThat(client.chat(Chat.stream(strategy + "-" + closing.name())).content(0)).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void aStreamDoesNotFailOverAfterItsFirstByte(String strategy) {
        var model = upstream.model(TWIN).plays(call -> call.begin().say("It ", "is ").end());

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(OpenAiErrors.ending(reply).path("type").asText()).isEqualTo("upstream_error");
        assertThat(model.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void clientErrorsDoNotFailOver(int status) {
        var model = upstream.model(TWIN).plays(UpstreamScript.responds(status, "{}", Map.of()));

        assertThat(client.chat(Chat.ask("re2-" + model.name())).status()).isEqualTo(status);
        assertThat(client.chat(Chat.ask(model.name())).status()).isEqualTo(status);
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void theLastErrorIsReturned() {
        String body = ChatJson.error("Computer says no", "x").toString();
        var model = upstream.model(TWIN).plays(UpstreamScript.responds(503, body, Map.of()));

        HttpReply reply = client.chat(Chat.ask(model.name()));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).isEqualTo(body);
        assertThat(model.calls()).hasSize(2);
    }
}
