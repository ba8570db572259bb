package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * Whether a stream may be emulated: the strategy's property takes precedence over the server's; a request can only disable
 * it.
 */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
class EmulationToggleTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"majority_voting, ponder.streaming.emulation.enabled",
            "first_of_n, ponder.strategies.first_of_n.streaming.emulation",
            "two_stage|majority_voting, ponder.streaming.emulation.enabled"})
    void thatIsOffRejectsAStreamAndNamesTheStrategyAndTheProperty(String strategy, String property) {
        var model = model();

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertRejected(reply, strategy.substring(strategy.indexOf('|') + 1), property);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void thatTheRequestForbidsIsRejectedAlthoughTheStrategyAllowsIt() {
        assertRejected(client.chat(emulation("bon-m", false)), "bon", "ponder.stream_emulation in the request");
    }

    @Test
    void thatTheStrategyAllowsIsDoneAlthoughTheServerForbidsIt() {
        HttpReply reply = client.chat(Chat.stream("bon-" + answering()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("emulated");
        assertThat(reply.content(0)).isEqualTo("It is 391.");
    }

    @ParameterizedTest
    @CsvSource({"majority_voting, ponder.streaming.emulation.enabled",
            "first_of_n, ponder.strategies.first_of_n.streaming.emulation"})
    void thatTheOperatorForbidsIsRejectedAlthoughTheRequestAllowsIt(String strategy, String property) {
        assertRejected(client.chat(emulation(strategy + "-m", true)), strategy, property);
    }

    @Test
    void doesNotAffectAWholeResponse() {
        assertThat(client.chat(Chat.ask("first_of_n-" + answering())).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void doesNotAffectANativeStream() {
        assertThat(client.chat(emulation("re2-" + answering(), false)).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void splitsTheTextAsConfigured() {
        HttpReply reply = client.chat(Chat.stream("bon-" + answering()));

        assertThat(reply.choices().map(choice -> choice.path("delta").path("content").asText("")))
                .containsExactly("", "I", "t", " ", "i", "s", " ", "3", "9", "1", ".", "");
    }

    private String answering() {
        return model().plays(UpstreamScript.answers("It is 391.")).name();
    }

    private static ObjectNode emulation(String model, boolean allowed) {
        ObjectNode body = Chat.stream(model);
        body.putObject("ponder").put("stream_emulation", allowed);
        return body;
    }

    private static void assertRejected(HttpReply reply, String strategy, String property) {
        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("code").asText()).isEqualTo("streaming_unsupported");
        assertThat(error.path("param").asText()).isEqualTo("stream");
        assertThat(error.path("message").asText()).contains("'" + strategy + "'", property, "expected");
    }
}
