package dev.ponder.streaming;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * Who may have a stream emulated: the request's word comes before the strategy's setting, and that before the server's.
 */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
class EmulationToggleTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"majority_voting, ponder.streaming.emulation.enabled",
            "picker, ponder.strategies.picker.streaming.emulation",
            "speaker|majority_voting, ponder.streaming.emulation.enabled"})
    void thatIsOffRefusesAStreamAndNamesTheStrategyAndTheSwitch(String strategy, String knob) {
        var model = model();

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertRefused(reply, strategy.substring(strategy.indexOf('|') + 1), knob);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void thatTheRequestForbidsIsRefusedAlthoughTheStrategyAllowsIt() {
        assertRefused(client.chat(emulation("bon-m", false)), "bon", "ponder.stream_emulation in the request");
    }

    @Test
    void thatTheStrategyAllowsIsDoneAlthoughTheServerForbidsIt() {
        HttpReply reply = client.chat(Chat.stream("bon-" + answering()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("emulated");
        assertThat(reply.content(0)).isEqualTo("It is 391.");
    }

    @Test
    void thatTheRequestAllowsIsDoneAlthoughTheStrategyForbidsIt() {
        assertThat(client.chat(emulation("picker-" + answering(), true)).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void isOfNoConcernToAWholeResponse() {
        assertThat(client.chat(Chat.ask("picker-" + answering())).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void isOfNoConcernToATrueStream() {
        assertThat(client.chat(emulation("re2-" + answering(), false)).content(0)).isEqualTo("It is 391.");
    }

    @Test
    void cutsTheTextAsTheOperatorWants() {
        HttpReply reply = client.chat(Chat.stream("bon-" + answering()));

        assertThat(reply.choices().map(choice -> choice.path("delta").path("content").asText("")))
                .containsExactly("", "I", "t", " ", "i", "s", " ", "3", "9", "1", ".", "");
    }

    private String answering() {
        return model().that(UpstreamScript.says("It is 391.")).name();
    }

    private static ObjectNode emulation(String model, boolean allowed) {
        ObjectNode body = Chat.stream(model);
        body.putObject("ponder").put("stream_emulation", allowed);
        return body;
    }

    private static void assertRefused(HttpReply reply, String strategy, String knob) {
        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("code").asText()).isEqualTo("streaming_unsupported");
        assertThat(error.path("param").asText()).isEqualTo("stream");
        assertThat(error.path("message").asText()).contains("'" + strategy + "'", knob, "expected");
    }
}
