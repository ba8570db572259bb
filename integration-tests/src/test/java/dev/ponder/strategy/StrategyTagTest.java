package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.ShortKeepAliveProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A strategy named in a message, if the configuration allows it. */
@QuarkusTest
@TestProfile(ShortKeepAliveProfile.class)
class StrategyTagTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"<optillm_approach>re2</optillm_approach> What is 17*23?",
            "<ponder_strategy> re2 </ponder_strategy>\nWhat is 17*23?"})
    void isUsedAndNotForwarded(String question) {
        var model = answering();
        HttpReply reply = ask(question(Chat.ask(model.name()), question));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(model.next().prompt()).contains("What is 17*23?").doesNotContain("optillm", "ponder_strategy");
    }

    @Test
    void mayBeInInstructionsOrPartsAndTheFirstCounts() {
        var model = answering();
        ObjectNode body = Chat.ask(model.name());
        ArrayNode messages = (ArrayNode) body.path("messages");
        messages.insertObject(0).put("role", "system").put("content",
                "Be brief.<ponder_strategy>first_of_n</ponder_strategy>");
        ((ObjectNode) messages.get(1)).putArray("content").addObject().put("type", "text").put("text",
                "<ponder_strategy>re2</ponder_strategy>What is 17*23?");

        assertThat(ask(body).header("X-Ponder-Strategy")).isEqualTo("first_of_n");
        JsonNode sent = model.next().json().path("messages");
        assertThat(sent.get(0).path("content").asText()).isEqualTo("Be brief.");
        assertThat(sent.get(1).path("content").path(0).path("text").asText()).isEqualTo("What is 17*23?");
    }

    @Test
    void isRemovedFromARelayedRequest() {
        var model = answering();
        HttpReply reply = ask(
                question(Chat.ask(model.name()), "<ponder_strategy>none</ponder_strategy>What is 17*23?"));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(model.next().json().path("messages").path(0).path("content").asText()).isEqualTo("What is 17*23?");
    }

    @Test
    void comesAfterTheFieldsAndBeforeThePrefix() {
        String text = "<ponder_strategy>re2</ponder_strategy>What is 17*23?";
        var model = answering();

        assertThat(ask(question(Chat.ask("first_of_n-" + model.name()), text)).header("X-Ponder-Strategy"))
                .isEqualTo("re2");
        ObjectNode body = question(Chat.ask(model.name()), text).put("optillm_approach", "first_of_n");
        assertThat(ask(body).header("X-Ponder-Strategy")).isEqualTo("first_of_n");
        assertThat(client.chat(body, "X-Ponder-Strategy", "none").header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(model.calls()).noneMatch(call -> call.prompt().contains("ponder_strategy"));
    }

    @Test
    void ofTheAssistantIsText() {
        var model = answering();
        ObjectNode body = Chat.ask(model.name());
        ArrayNode messages = (ArrayNode) body.path("messages");
        messages.insertObject(0).put("role", "assistant").put("content", "<ponder_strategy>bon</ponder_strategy>");

        assertThat(ask(body).header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(model.next().prompt()).contains("<ponder_strategy>bon</ponder_strategy>");
    }

    @Test
    void thatIsUnknownIsRejectedWithItsPath() {
        HttpReply reply = client.chat(question(Chat.ask("m"), "<ponder_strategy>mao</ponder_strategy>Hi"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("messages[0].content", "mao");
    }

    private FakeModel answering() {
        return model().plays(UpstreamScript.answers("391"));
    }

    private static ObjectNode question(ObjectNode body, String text) {
        ((ObjectNode) body.path("messages").path(0)).put("content", text);
        return body;
    }

    private HttpReply ask(ObjectNode body) {
        HttpReply reply = client.chat(body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }
}
