package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/** Reads the messages of a request. Roles, parts and members that it does not know are kept: the upstream may. */
public final class MessageReader {

    private static final String MESSAGES = "a list of at least one message with a role and content";

    private MessageReader() {
    }

    public static Conversation read(JsonField field) {
        JsonNode array = field.required(MESSAGES);
        if (!array.isArray() || array.isEmpty()) {
            throw field.refuse(MESSAGES);
        }
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            messages.add(message(field.item(i)));
        }
        return new Conversation(messages);
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
        if (content.isTextual()) {
            return new Content.Text(content.asText());
        }
        if (!content.isArray()) {
            throw field.refuse("a text, a list of parts, or null");
        }
        List<ContentPart> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            parts.add(part(field.item(i)));
        }
        return new Content.Parts(parts);
    }

    private static ContentPart part(JsonField field) {
        ObjectNode json = field.object("a part such as {\"type\": \"text\", \"text\": \"...\"}");
        if (!field.child("type").text("a type such as \"text\" or \"image_url\"").equals("text")) {
            return new ContentPart.Opaque(json);
        }
        JsonField text = field.child("text");
        if (!text.required("a text").isTextual()) {
            throw text.refuse("a text");
        }
        return new ContentPart.Text(json);
    }
}
