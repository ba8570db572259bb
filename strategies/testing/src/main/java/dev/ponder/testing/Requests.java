package dev.ponder.testing;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/** Requests for tests. */
public final class Requests {

    /** The model of all requests. */
    public static final String MODEL = "scripted-1";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Requests() {
    }

    /** A single question. */
    public static ChatRequest question(String text) {
        return conversation(ChatMessage.user(text));
    }

    /** A conversation of these messages. */
    public static ChatRequest conversation(ChatMessage... messages) {
        return new ChatRequest(MODEL, Conversation.of(messages), Map.of());
    }

    /** The same request with one more member in its body. */
    public static ChatRequest with(ChatRequest request, String name, JsonNode value) {
        var all = new java.util.LinkedHashMap<>(request.parameters());
        all.put(name, value);
        return new ChatRequest(request.model(), request.conversation(), all);
    }

    /** A conversation with instructions in this role, an earlier turn, and a question with an image. */
    public static ChatRequest rich(Role instructor) {
        return conversation(
                new ChatMessage(instructor, new Content.Text("Answer like a ship's cook."), Map.of()),
                new ChatMessage(Role.USER, new Content.Text("How many are 20 and 20?"),
                        Map.of("name", TextNode.valueOf("ishmael"))),
                ChatMessage.assistant("Forty, aye."),
                new ChatMessage(Role.USER, new Content.Parts(List.of(text("What is two more than that?"), image())),
                        Map.of()));
    }

    /** A request that sets a temperature, a token limit and an unknown member. */
    public static ChatRequest parametrised() {
        return new ChatRequest(MODEL, question("What is 6 times 7?").conversation(), Map.of(
                "temperature", DoubleNode.valueOf(0.31),
                "max_tokens", IntNode.valueOf(777),
                "x_unknown", TextNode.valueOf("kept")));
    }

    /** A question with a tool. */
    public static ChatRequest withTool() {
        ObjectNode tool = JSON.objectNode().put("type", "function");
        tool.putObject("function").put("name", "weather");
        return with(question("How is the weather in Paris?"), "tools", JSON.arrayNode().add(tool));
    }

    /** A text part. */
    public static ContentPart.Text text(String text) {
        return new ContentPart.Text(JSON.objectNode().put("type", "text").put("text", text));
    }

    /** An image part. */
    public static ContentPart.Opaque image() {
        ObjectNode part = JSON.objectNode().put("type", "image_url");
        part.putObject("image_url").put("url", "data:image/png;base64,iVBORw0KGgo=").put("detail", "low");
        return new ContentPart.Opaque(part);
    }
}
