package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.upstream.UpstreamCall;

/** Writes calls as request bodies of OpenAI's API. */
final class RequestWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestWriter() {
    }

    static ObjectNode body(UpstreamCall call, boolean streaming) {
        ObjectNode body = NODES.objectNode();
        body.put("model", call.model());
        body.set("messages", messages(call.conversation()));
        call.parameters().forEach(body::set);
        if (call.choices() > 1) {
            body.put("n", call.choices());
        }
        if (streaming) {
            body.put("stream", true);
            body.set("stream_options", NODES.objectNode().put("include_usage", true));
        }
        return body;
    }

    private static ArrayNode messages(Conversation conversation) {
        ArrayNode messages = NODES.arrayNode();
        conversation.messages().forEach(message -> messages.add(message(message)));
        return messages;
    }

    private static ObjectNode message(ChatMessage message) {
        ObjectNode json = NODES.objectNode();
        json.put("role", message.role().value());
        if (message.content() instanceof Content.Text text) {
            json.put("content", text.text());
        } else if (message.content() instanceof Content.Parts parts) {
            ArrayNode array = json.putArray("content");
            parts.parts().stream().map(ContentPart::json).forEach(array::add);
        } else if (message.content() == Content.Missing.NULL) {
            json.putNull("content");
        }
        message.extra().forEach(json::set);
        return json;
    }
}
