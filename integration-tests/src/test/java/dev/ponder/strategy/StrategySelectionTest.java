package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Precedence: the header, then the body, then the prefix of the model, then the default of the server. */
@QuarkusTest
class StrategySelectionTest extends ServerTest {

    @Test
    void isTheServersDefaultWhenNothingIsNamed() {
        assertThat(strategy(Chat.ask(answering()))).isEqualTo("none");
    }

    @Test
    void isThePrefixOfTheModel() {
        assertThat(strategy(Chat.ask("two_stage-" + answering()))).isEqualTo("two_stage");
    }

    @Test
    void isTheValueOfOptillmsField() {
        assertThat(strategy(Chat.ask(answering()).put("optillm_approach", "first_of_n"))).isEqualTo("first_of_n");
    }

    @Test
    void ofTheBodyComesBeforeThePrefix() {
        ObjectNode body = Chat.ask("two_stage-" + answering());
        body.putObject("ponder").put("strategy", "first_of_n");

        assertThat(strategy(body)).isEqualTo("first_of_n");
    }

    @Test
    void ofTheHeaderComesBeforeTheBodyWithAWarning() {
        ObjectNode body = Chat.ask("two_stage-" + answering());
        body.putObject("ponder").put("strategy", "first_of_n");

        HttpReply reply = client.chat(body, "X-Ponder-Strategy", "re2");

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(reply.header("X-Ponder-Warning")).contains("two_stage", "re2");
    }

    @Test
    void isNotReadFromTheNameOfAListedModel() {
        String listed = FakeUpstream.LISTED.get(2);
        upstream.named(listed).plays(UpstreamScript.answers("391"));

        assertThat(strategy(Chat.ask(listed))).isEqualTo("none");
        assertThat(upstream.named(listed).next().json().path("model").asText()).isEqualTo(listed);
    }

    @Test
    void isNotReadFromTheTextOfAMessage() {
        String text = "<optillm_approach>bon</optillm_approach> <ponder_strategy>bon</ponder_strategy> Hi";
        var model = model().plays(UpstreamScript.answers("391"));
        ObjectNode body = Chat.ask(model.name());
        ((ObjectNode) body.path("messages").path(0)).put("content", text);

        assertThat(strategy(body)).isEqualTo("none");
        assertThat(model.next().json().path("messages").path(0).path("content").asText()).isEqualTo(text);
    }

    @Test
    void isRemovedFromTheModelNameSentUpstream() {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat(Chat.ask("two_stage-" + model.name()));

        assertThat(model.next().json().path("model").asText()).isEqualTo(model.name());
    }

    private String answering() {
        return model().plays(UpstreamScript.answers("391")).name();
    }

    private String strategy(ObjectNode body) {
        HttpReply reply = client.chat(body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.header("X-Ponder-Strategy");
    }
}
