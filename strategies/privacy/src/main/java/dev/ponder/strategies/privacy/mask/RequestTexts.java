package dev.ponder.strategies.privacy.mask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * Maps all texts of a request in a fixed order: tools and schemas, which are the same in every turn of a conversation, then the
 * messages, then all other parameters. Ids, and the names of functions and of members of schemas, stay.
 */
final class RequestTexts {

    /** Parameters that describe tools and the form of the answer. */
    private static final Set<String> DESCRIPTIONS = Set.of("tools", "functions", "response_format", "tool_choice",
            "function_call", "json_schema", "guided_json", "structured_outputs", "format");
    private static final Set<String> SIGNED = Set.of("reasoning_details", "thinking_blocks", "reasoning_items");
    private static final Set<String> CALLS = Set.of("tool_calls", "function_call");

    private final TextMapper mapper;
    private final boolean descriptions;
    private final JsonTexts structure;
    private final JsonTexts signed;
    private final JsonTexts data;

    RequestTexts(TextMapper mapper, boolean descriptions) {
        this.mapper = mapper;
        this.descriptions = descriptions;
        this.structure = new JsonTexts(mapper, false);
        this.signed = new JsonTexts(mapper::mapSigned, false);
        this.data = new JsonTexts(mapper, true);
    }

    ChatRequest map(ChatRequest request) {
        var parameters = new LinkedHashMap<>(request.parameters());
        if (descriptions) {
            parameters.replaceAll((name, value) -> DESCRIPTIONS.contains(name) ? described(value, name) : value);
        }
        var messages = new ArrayList<ChatMessage>();
        request.conversation().messages().forEach(message -> messages.add(message(message)));
        parameters.replaceAll((name, value) -> DESCRIPTIONS.contains(name) ? value : structure.map(value, name));
        return new ChatRequest(request.model(), new Conversation(messages), parameters);
    }

    /** Names of tools stay, because the client knows them. */
    private JsonNode described(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), "name".equals(member.getKey())
                    && member.getValue().isTextual()
                            ? member.getValue()
                            : described(member.getValue(), member.getKey())));
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(described(item, name)));
            return copy;
        }
        return structure.map(node, name);
    }

    private ChatMessage message(ChatMessage message) {
        boolean result = message.role().equals(Role.TOOL) || message.role().value().equals("function");
        var extra = new LinkedHashMap<String, JsonNode>();
        Content content = content(message.content(), result);
        message.extra().forEach((name, value) -> extra.put(name, member(name, value)));
        return new ChatMessage(message.role(), content, extra);
    }

    private Content content(Content content, boolean result) {
        if (content instanceof Content.Text text) {
            return new Content.Text(text(text.text(), result));
        }
        if (content instanceof Content.Parts parts) {
            List<ContentPart> mapped = parts.parts().stream().map(part -> part(part, result)).toList();
            return new Content.Parts(mapped);
        }
        return content;
    }

    private ContentPart part(ContentPart part, boolean result) {
        if (part instanceof ContentPart.Text text) {
            String mapped = text(text.text(), result);
            return mapped.equals(text.text()) ? part : text.withText(mapped);
        }
        JsonNode json = (part.json().has("signature") ? signed : structure).map(part.json(), "");
        return json == part.json() ? part : new ContentPart.Opaque(json);
    }

    /** A JSON document is read as one if it is the result of a tool, or if escapes could hide a value. */
    private String text(String text, boolean result) {
        String document = result || text.indexOf('\\') >= 0 ? data.document(text) : null;
        return document == null ? mapper.map(text, "") : document;
    }

    private JsonNode member(String name, JsonNode value) {
        if (name.equals("name") && value.isTextual()) {
            String mapped = mapper.map(value.textValue(), name);
            return mapped.equals(value.textValue()) ? value : TextNode.valueOf(PlaceholderTable.bare(mapped));
        }
        if (CALLS.contains(name)) {
            return call(value);
        }
        return name.equals("tool_call_id") ? value : (SIGNED.contains(name) ? signed : structure).map(value, name);
    }

    /** Tool calls, or one function call. */
    private JsonNode call(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(call(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = object.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            copy.set(member.getKey(), switch (member.getKey()) {
                case "function", "custom" -> call(member.getValue());
                case "arguments", "input" -> arguments(member.getValue());
                case "id", "type", "name", "index" -> member.getValue();
                default -> structure.map(member.getValue(), member.getKey());
            });
        }
        return copy;
    }

    private JsonNode arguments(JsonNode value) {
        if (!value.isTextual()) {
            return data.map(value, "");
        }
        String document = data.document(value.textValue());
        String mapped = document == null ? mapper.map(value.textValue(), "") : document;
        return mapped.equals(value.textValue()) ? value : TextNode.valueOf(mapped);
    }
}
