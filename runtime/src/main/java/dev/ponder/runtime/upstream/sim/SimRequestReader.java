package dev.ponder.runtime.upstream.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.vertx.core.buffer.Buffer;

/** Reads OpenAI's request bodies, as far as the simulated model cares. */
final class SimRequestReader {

    private static final int MAX_CHOICES = 128;
    private static final Set<String> OWN_MEMBERS = Set.of("model", "messages", "n", "stream", "stream_options");
    private static final Set<String> OWN_MESSAGE_MEMBERS = Set.of("role", "content");

    private final ObjectMapper mapper;

    SimRequestReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A request.
     *
     * @param wantsUsage whether its stream ends with the usage
     */
    record SimRequest(UpstreamCall call, boolean wantsUsage) {}

    SimRequest read(Buffer body) {
        JsonNode json = parsed(body);
        JsonNode model = json.path("model");
        if (!model.isTextual()) {
            throw SimOptions.refused("model", "model: " + shown(model) + " (expected the name of a model)");
        }
        var call = new UpstreamCall(model.textValue(), new Conversation(messages(json.path("messages"))),
                others(json, OWN_MEMBERS), choices(json.path("n")));
        return new SimRequest(call, json.path("stream_options").path("include_usage").asBoolean());
    }

    private JsonNode parsed(Buffer body) {
        try {
            return mapper.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw SimOptions.refused("body", "body: not JSON (expected a chat completion request)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int choices(JsonNode n) {
        if (n.isMissingNode() || n.isNull()) {
            return 1;
        }
        if (!n.isIntegralNumber() || n.asInt() < 1 || n.asInt() > MAX_CHOICES) {
            throw SimOptions.refused("n", "n: " + n + " (expected a whole number, 1 to " + MAX_CHOICES + ")");
        }
        return n.intValue();
    }

    private static List<ChatMessage> messages(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw SimOptions.refused("messages", "messages: " + shown(array) + " (expected at least one message)");
        }
        var messages = new ArrayList<ChatMessage>();
        for (JsonNode message : array) {
            if (!message.path("role").isTextual()) {
                throw SimOptions.refused("messages", "messages[" + messages.size() + "].role: "
                        + shown(message.path("role")) + " (expected system, user, assistant ...)");
            }
            messages.add(new ChatMessage(new Role(message.path("role").textValue()), content(message.path("content")),
                    others(message, OWN_MESSAGE_MEMBERS)));
        }
        return messages;
    }

    private static Content content(JsonNode content) {
        if (content.isTextual()) {
            return new Content.Text(content.textValue());
        }
        if (!content.isArray()) {
            return content.isNull() ? Content.Missing.NULL : Content.Missing.ABSENT;
        }
        var parts = new ArrayList<ContentPart>();
        content.forEach(part -> parts.add(part instanceof ObjectNode text && text.path("type").asText().equals("text")
                ? new ContentPart.Text(text)
                : new ContentPart.Opaque(part)));
        return new Content.Parts(parts);
    }

    private static Map<String, JsonNode> others(JsonNode json, Set<String> own) {
        var others = new LinkedHashMap<String, JsonNode>();
        json.properties().forEach(member -> {
            if (!own.contains(member.getKey()) && !member.getValue().isNull()) {
                others.put(member.getKey(), member.getValue());
            }
        });
        return others;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.isContainerNode() ? "of the wrong kind" : value.toString();
    }
}
