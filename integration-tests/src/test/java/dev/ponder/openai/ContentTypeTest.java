package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** The content type of a request is ignored, since {@code curl -d} sends the type of a form. */
@QuarkusTest
class ContentTypeTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=UTF-8", "application/x-www-form-urlencoded",
            "text/plain", "application/octet-stream", "multipart/form-data; boundary=x", "nonsense"})
    void ofARequestIsIgnored(String type) {
        assertAnswered("Content-Type", type);
    }

    @Test
    void mayBeMissing() {
        assertAnswered();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/event-stream", "application/json, text/event-stream"})
    void thatAClientAcceptsDoesNotTurnAStreamIntoSomethingElse(String accepted) {
        assertAnswered("Accept", accepted);
    }

    private void assertAnswered(String... headers) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply stream = client.chatBare(Chat.stream("two_stage-" + model.name()), headers);
        HttpReply whole = client.chatBare(Chat.ask("two_stage-" + model.name()), headers);
        HttpReply relayed = client.chatBare(Chat.ask(model.name()), headers);

        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(stream.content(0)).isEqualTo("It is 391.");
        assertThat(whole.header("Content-Type")).startsWith("application/json");
        assertThat(whole.content(0)).isEqualTo("It is 391.");
        assertThat(relayed.content(0)).isEqualTo("It is 391.");
    }
}
