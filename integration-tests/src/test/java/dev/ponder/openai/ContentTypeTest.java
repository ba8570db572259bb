package dev.ponder.openai;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** A body is read for what it is: {@code curl -d} calls everything a form. */
@QuarkusTest
class ContentTypeTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=UTF-8", "application/x-www-form-urlencoded",
            "text/plain", "application/octet-stream", "multipart/form-data; boundary=x", "nonsense"})
    void ofARequestIsOfNoInterest(String type) {
        assertAnswered("Content-Type", type);
    }

    @Test
    void needNotBeThere() {
        assertAnswered();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/event-stream", "application/json, text/event-stream"})
    void thatAClientAcceptsDoesNotTurnAStreamIntoSomethingElse(String accepted) {
        assertAnswered("Accept", accepted);
    }

    private void assertAnswered(String... headers) {
        var model = model().that(UpstreamScript.says("It is 391."));

        HttpReply stream = client.chatBare(Chat.stream("speaker-" + model.name()), headers);
        HttpReply whole = client.chatBare(Chat.ask("speaker-" + model.name()), headers);
        HttpReply relayed = client.chatBare(Chat.ask(model.name()), headers);

        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(stream.content(0)).isEqualTo("It is 391.");
        assertThat(whole.header("Content-Type")).startsWith("application/json");
        assertThat(whole.content(0)).isEqualTo("It is 391.");
        assertThat(relayed.content(0)).isEqualTo("It is 391.");
    }
}
