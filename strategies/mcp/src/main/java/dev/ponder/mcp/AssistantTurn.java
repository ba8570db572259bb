package dev.ponder.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.stream.AnswerAccumulator;

/** A reply of the model that calls tools, as a message of the next prompt. Not thread-safe. */
public final class AssistantTurn {

    private final AnswerAccumulator parts = new AnswerAccumulator();

    /** Adds the next part of the reply. */
    public void add(AnswerPart part) {
        parts.add(part);
    }

    /** The reply so far. */
    public Answer reply() {
        return parts.answer();
    }

    /** A reply as a message with these of its calls. It keeps members that providers need back, such as signatures. */
    public static ChatMessage message(Answer reply, List<ToolCall> calls) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ToolCall call : calls) {
            ObjectNode entry = json.addObject().put("id", call.id()).put("type", ToolCall.FUNCTION);
            entry.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            call.extra().forEach(entry::set);
        }
        Map<String, JsonNode> members = new LinkedHashMap<>(reply.asMessage().extra());
        members.put("tool_calls", json);
        Content content = reply.text().isEmpty() ? Content.Missing.NULL : new Content.Text(reply.text());
        return new ChatMessage(Role.ASSISTANT, content, members);
    }
}
