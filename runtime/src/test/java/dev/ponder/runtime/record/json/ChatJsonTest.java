package dev.ponder.runtime.record.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Answer;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.Requests;

class ChatJsonTest {

    private static JsonNode read(JsonNode written) {
        try {
            return new JsonMapper().readTree(written.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aConversationIsReadAsItWasWritten() {
        var messages = Requests.rich(Role.DEVELOPER).conversation().plus(
                new ChatMessage(Role.ASSISTANT, Content.Missing.ABSENT,
                        Map.of("tool_calls", JsonNodeFactory.instance.arrayNode().add("call"))),
                new ChatMessage(Role.TOOL, Content.Missing.NULL, Map.of("tool_call_id", TextNode.valueOf("c1"))));

        assertThat(ChatJson.conversation(read(ChatJson.messages(messages)))).isEqualTo(messages);
    }

    @Test
    void anAnswerIsReadAsItWasWritten() {
        var answer = new Answer("four", "two and two", List.of(new ToolCall("c1", "weather", "{\"city\": \"Paris\"}"),
                new ToolCall("", ToolCall.LEGACY, "f", "{", Map.of("signature", TextNode.valueOf("s")))), "no",
                FinishReason.TOOL_CALLS, JsonNodeFactory.instance.objectNode().put("token", -0.5), List.of(),
                new ExtraMembers(Map.of("annotations", TextNode.valueOf("a")),
                        Map.of("index_of", TextNode.valueOf("b")),
                        Map.of("system_fingerprint", TextNode.valueOf("c"))));

        assertThat(ChatJson.answers(read(ChatJson.choices(List.of(answer, Answer.of("", FinishReason.STOP))))))
                .containsExactly(answer, Answer.of("", FinishReason.STOP));
    }

    @Test
    void aUsageIsReadAsItWasWritten() {
        for (Usage usage : List.of(new Usage(1, 2, 3, 4, 5, true), Usage.NONE)) {
            assertThat(ChatJson.usage(read(ChatJson.usage(usage)))).isEqualTo(usage);
        }
    }

    @Test
    void whatIsWrittenIsACopy() {
        var request = Requests.rich(Role.SYSTEM);
        var written = ChatJson.messages(request.conversation());
        new Redaction(false, Map.of("all", ".+")).apply(JsonNodeFactory.instance.objectNode().set("all", written));

        assertThat(written.toString()).contains("[redacted:all]").doesNotContain("cook");
        assertThat(request.conversation()).isEqualTo(Requests.rich(Role.SYSTEM).conversation());
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfAnUpstreamIsReadAsItWasWritten(Fault fault) {
        var failure = UpstreamException.reported(fault, 418, "teapot", "temperature", "short and stout",
                Map.of("Retry-After", "3"));

        assertThat(FailureJson.failure(read(FailureJson.json(failure, true))))
                .isInstanceOfSatisfying(UpstreamException.class, again -> {
                    assertThat(again).hasMessage("short and stout");
                    assertThat(again.fault()).isEqualTo(fault);
                    assertThat(again.status()).isEqualTo(418);
                    assertThat(again.code()).isEqualTo("teapot");
                    assertThat(again.param()).isEqualTo("temperature");
                    assertThat(again.headers()).containsEntry("Retry-After", "3");
                });
    }

    @Test
    void otherFailuresAreReadAsTheyWereWritten() {
        assertThat(FailureJson.failure(read(FailureJson.json(new Overloaded("full", 7), true))))
                .isInstanceOfSatisfying(Overloaded.class,
                        again -> assertThat(again.headers()).containsEntry("Retry-After", "7"));
        assertThat(FailureJson.failure(read(FailureJson.json(ModelException.failed("broken", null), true))))
                .isInstanceOfSatisfying(ModelException.class,
                        again -> assertThat(again.fault()).isEqualTo(ModelException.Fault.FAILED));
        assertThat(FailureJson.json(new IllegalStateException("a text"), false).toString()).doesNotContain("a text");
    }

    @Test
    void anEmptyConversationIsAllowed() {
        assertThat(ChatJson.conversation(read(ChatJson.messages(new Conversation(List.of()))))
                .messages()).isEmpty();
    }
}
