package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.Requests;
import dev.ponder.testing.UpstreamCalls;

class RequestWriterTest {

    private final UpstreamCall call = UpstreamCalls.of(Requests.parametrised());

    private static JsonNode message(ChatMessage message) {
        return RequestWriter.body(UpstreamCalls.of(Requests.conversation(message)), false).path("messages").get(0);
    }

    @Test
    void parametersAreWrittenAsTheyCame() {
        JsonNode body = RequestWriter.body(call, false);

        assertThat(body.path("model").asText()).isEqualTo(Requests.MODEL);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.31);
        assertThat(body.path("x_unknown").asText()).isEqualTo("kept");
    }

    @Test
    void oneChoiceIsNotAskedForByNumber() {
        assertThat(RequestWriter.body(call, false).has("n")).isFalse();
        assertThat(RequestWriter.body(call.withChoices(3), false).path("n").asInt()).isEqualTo(3);
    }

    @Test
    void aStreamAsksForItsUsage() {
        JsonNode body = RequestWriter.body(call, true);

        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(RequestWriter.body(call, false).get("stream")).isEqualTo(BooleanNode.FALSE);
        assertThat(RequestWriter.body(call, false).has("stream_options")).isFalse();
    }

    @Test
    void missingContentStaysAbsentOrNull() {
        var role = Role.ASSISTANT;
        assertThat(message(new ChatMessage(role, Content.Missing.ABSENT, Map.of())).has("content")).isFalse();
        assertThat(message(new ChatMessage(role, Content.Missing.NULL, Map.of())).get("content").isNull()).isTrue();
    }

    @Test
    void partsAndUnknownMembersStay() {
        JsonNode question = RequestWriter.body(UpstreamCalls.of(Requests.rich(Role.SYSTEM)), false).path("messages");

        assertThat(question.get(3).path("content").get(1)).isEqualTo(Requests.image().json());
        assertThat(question.get(1).path("name").asText()).isEqualTo("ishmael");
    }

    @Test
    void aStreamHasOneChoiceAndNoStreamOptionsForModelsThatRejectThem() {
        UpstreamCall form = call.withChoices(3).withForm(CallForm.DEFAULT.without(CallForm.STREAM_OPTIONS));

        assertThat(RequestWriter.body(form, true).has("n")).isFalse();
        assertThat(RequestWriter.body(form, true).has("stream_options")).isFalse();
        assertThat(RequestWriter.body(form, true).get("stream")).isEqualTo(BooleanNode.TRUE);
    }
}
