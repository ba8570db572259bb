package dev.ponder.runtime.record.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;

/**
 * Messages and answers in records: in the form of OpenAI's API, from which they can be read again without loss. The members of
 * an answer that Ponder does not read are in {@code extra}.
 */
public final class ChatJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatJson() {
    }

    /** The messages of a conversation. */
    public static ArrayNode messages(Conversation conversation) {
        ArrayNode messages = NODES.arrayNode();
        conversation.messages().forEach(message -> messages.add(message.json().deepCopy()));
        return messages;
    }

    /** Reads messages. */
    public static Conversation conversation(JsonNode messages) {
        var all = new ArrayList<ChatMessage>();
        messages.forEach(message -> all.add(message(message)));
        return new Conversation(all);
    }

    private static ChatMessage message(JsonNode json) {
        Map<String, JsonNode> extra = members(json);
        extra.remove("role");
        extra.remove("content");
        return new ChatMessage(new Role(json.path("role").asText()), content(json.get("content")), extra);
    }

    private static Content content(@Nullable JsonNode json) {
        if (json == null) {
            return Content.Missing.ABSENT;
        }
        if (json.isNull()) {
            return Content.Missing.NULL;
        }
        if (!json.isArray()) {
            return new Content.Text(json.asText());
        }
        var parts = new ArrayList<ContentPart>();
        json.forEach(part -> parts.add(part instanceof ObjectNode text && part.path("type").asText().equals("text")
                ? new ContentPart.Text(text)
                : new ContentPart.Opaque(part)));
        return new Content.Parts(parts);
    }

    /** The choices of a response. */
    public static ArrayNode choices(List<Answer> answers) {
        ArrayNode choices = NODES.arrayNode();
        for (Answer answer : answers) {
            choices.add(choice(choices.size(), answer));
        }
        return choices;
    }

    /** A choice of a response. */
    public static ObjectNode choice(int index, Answer answer) {
        ObjectNode choice = NODES.objectNode().put("index", index);
        ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", answer.text());
        if (!answer.reasoning().isEmpty()) {
            message.put("reasoning_content", answer.reasoning());
        }
        if (!answer.refusal().isEmpty()) {
            message.put("refusal", answer.refusal());
        }
        if (answer.callsTools()) {
            ArrayNode calls = message.putArray("tool_calls");
            answer.toolCalls().forEach(call -> calls.add(toolCall(call)));
        }
        choice.put("finish_reason", answer.finishReason().value());
        if (answer.logprobs() != null) {
            choice.set("logprobs", answer.logprobs().deepCopy());
        }
        if (!answer.extra().isEmpty()) {
            ObjectNode extra = choice.putObject("extra");
            extra.set("message", object(answer.extra().message()));
            extra.set("choice", object(answer.extra().choice()));
            extra.set("completion", object(answer.extra().completion()));
        }
        return choice;
    }

    /** Reads the choices of a response. */
    public static List<Answer> answers(JsonNode choices) {
        var answers = new ArrayList<Answer>();
        choices.forEach(choice -> answers.add(answer(choice)));
        return answers;
    }

    private static Answer answer(JsonNode choice) {
        JsonNode message = choice.path("message");
        JsonNode extra = choice.path("extra");
        var calls = new ArrayList<ToolCall>();
        message.path("tool_calls").forEach(call -> calls.add(toolCall(call)));
        return new Answer(message.path("content").asText(), message.path("reasoning_content").asText(), calls,
                message.path("refusal").asText(), new FinishReason(choice.path("finish_reason").asText()),
                choice.get("logprobs"), List.of(), new ExtraMembers(members(extra.path("message")),
                        members(extra.path("choice")), members(extra.path("completion"))));
    }

    private static ObjectNode toolCall(ToolCall call) {
        ObjectNode json = NODES.objectNode().put("id", call.id()).put("type", call.type());
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        if (!call.extra().isEmpty()) {
            json.set("extra", object(call.extra()));
        }
        return json;
    }

    private static ToolCall toolCall(JsonNode call) {
        return new ToolCall(call.path("id").asText(), call.path("type").asText(),
                call.path("function").path("name").asText(), call.path("function").path("arguments").asText(),
                members(call.path("extra")));
    }

    /** The usage of a call or of a request. */
    public static ObjectNode usage(Usage usage) {
        ObjectNode json = NODES.objectNode().put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens())
                .put("reasoning_tokens", usage.reasoningTokens()).put("cached_tokens", usage.cachedTokens());
        return usage.estimated() ? json.put("estimated", true) : json;
    }

    /** Reads the usage of a call. */
    public static Usage usage(JsonNode json) {
        return new Usage(json.path("prompt_tokens").asLong(), json.path("completion_tokens").asLong(),
                json.path("total_tokens").asLong(), json.path("reasoning_tokens").asLong(),
                json.path("cached_tokens").asLong(), json.path("estimated").asBoolean());
    }

    /** A copy, because the texts of records are changed in place. */
    public static ObjectNode object(Map<String, JsonNode> members) {
        ObjectNode json = NODES.objectNode();
        members.forEach((name, value) -> json.set(name, value.deepCopy()));
        return json;
    }

    /** The members of an object, in order. */
    public static Map<String, JsonNode> members(JsonNode json) {
        var members = new LinkedHashMap<String, JsonNode>();
        json.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
