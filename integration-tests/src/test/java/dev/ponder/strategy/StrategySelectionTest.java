package dev.ponder.strategy;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/** Header, then body, then the model's prefix, then the server's default. */
@QuarkusTest
class StrategySelectionTest extends ServerTest {

    @Test
    void isTheServersDefaultWhenNothingIsNamed() {
        assertThat(strategy(Chat.ask(answering()))).isEqualTo("none");
    }

    @Test
    void isThePrefixOfTheModel() {
        assertThat(strategy(Chat.ask("speaker-" + answering()))).isEqualTo("speaker");
    }

    @Test
    void isWhatOptillmsFieldNames() {
        assertThat(strategy(Chat.ask(answering()).put("optillm_approach", "picker"))).isEqualTo("picker");
    }

    @Test
    void ofTheBodyComesBeforeThePrefix() {
        ObjectNode body = Chat.ask("speaker-" + answering());
        body.putObject("ponder").put("strategy", "picker");

        assertThat(strategy(body)).isEqualTo("picker");
    }

    @Test
    void ofTheHeaderComesBeforeTheBodyAndTheClientIsToldOfTheOther() {
        ObjectNode body = Chat.ask("speaker-" + answering());
        body.putObject("ponder").put("strategy", "picker");

        HttpReply reply = client.chat(body, "X-Ponder-Strategy", "re2");

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(reply.header("X-Ponder-Warning")).contains("speaker", "re2");
    }

    @Test
    void isNeverTakenFromTheNameOfAModelThatTheUpstreamLists() {
        String listed = FakeUpstream.LISTED.get(2);
        upstream.named(listed).that(UpstreamScript.says("391"));

        assertThat(strategy(Chat.ask(listed))).isEqualTo("none");
        assertThat(upstream.named(listed).next().json().path("model").asText()).isEqualTo(listed);
    }

    @Test
    void isNeverTakenFromTheTextOfAMessage() {
        String text = "<optillm_approach>bon</optillm_approach> <ponder_strategy>bon</ponder_strategy> Hi";
        var model = model().that(UpstreamScript.says("391"));
        ObjectNode body = Chat.ask(model.name());
        ((ObjectNode) body.path("messages").path(0)).put("content", text);

        assertThat(strategy(body)).isEqualTo("none");
        assertThat(model.next().json().path("messages").path(0).path("content").asText()).isEqualTo(text);
    }

    @Test
    void leavesTheModelsOwnNameToTheUpstream() {
        var model = model().that(UpstreamScript.says("391"));

        client.chat(Chat.ask("speaker-" + model.name()));

        assertThat(model.next().json().path("model").asText()).isEqualTo(model.name());
    }

    private String answering() {
        return model().that(UpstreamScript.says("391")).name();
    }

    private String strategy(ObjectNode body) {
        HttpReply reply = client.chat(body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.header("X-Ponder-Strategy");
    }
}
