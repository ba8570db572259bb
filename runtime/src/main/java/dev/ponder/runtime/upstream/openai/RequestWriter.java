package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.upstream.UpstreamCall;

/** Writes calls as request bodies of OpenAI's API. */
final class RequestWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestWriter() {
    }

    static ObjectNode body(UpstreamCall call, boolean streaming) {
        ObjectNode body = NODES.objectNode();
        body.put("model", call.model());
        ArrayNode messages = body.putArray("messages");
        call.conversation().messages().forEach(message -> messages.add(message.json()));
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
}
