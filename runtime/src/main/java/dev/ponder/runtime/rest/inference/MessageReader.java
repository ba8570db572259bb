package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/** Reads chat messages. Unknown roles, parts and members are kept for the upstream. */
public final class MessageReader {

    private static final String MESSAGES = "a list of at least one message with a role and content";

    private MessageReader() {
    }

    /** A field that holds messages, which are not checked themselves. Fails with 400 if it is no list or empty. */
    public static JsonField checked(JsonField messages) {
        messages.nonEmptyArray(MESSAGES);
        return messages;
    }

    /** The conversation of a field that holds messages. Fails with 400. */
    public static Conversation read(JsonField messages) {
        return new Conversation(messages.nonEmptyArray(MESSAGES).stream().map(MessageReader::message).toList());
    }

    private static ChatMessage message(JsonField field) {
        ObjectNode json = field.object("an object with a role and content");
        var role = new Role(field.child("role").text("a role such as \"user\", \"assistant\" or \"system\""));
        var extra = new LinkedHashMap<String, JsonNode>();
        json.properties().forEach(member -> extra.put(member.getKey(), member.getValue()));
        extra.remove("role");
        extra.remove("content");
        return new ChatMessage(role, content(field.child("content")), extra);
    }

    private static Content content(JsonField field) {
        JsonNode content = field.value();
        if (content == null) {
            return Content.Missing.ABSENT;
        }
        if (content.isNull()) {
            return Content.Missing.NULL;
        }
        return content.isTextual()
                ? new Content.Text(content.asText())
                : new Content.Parts(
                        field.array("a text, a list of parts, or null").stream().map(MessageReader::part).toList());
    }

    private static ContentPart part(JsonField field) {
        ObjectNode json = field.object("a part such as {\"type\": \"text\", \"text\": \"...\"}");
        if (!field.child("type").text("a type such as \"text\" or \"image_url\"").equals("text")) {
            return new ContentPart.Opaque(json);
        }
        JsonField text = field.child("text");
        if (!text.required("a text").isTextual()) {
            throw text.invalid("a text");
        }
        return new ContentPart.Text(json);
    }
}
