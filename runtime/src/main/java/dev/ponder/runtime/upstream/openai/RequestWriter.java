package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.UpstreamCall;

/** Writes calls as request bodies of OpenAI's API. */
final class RequestWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestWriter() {
    }

    /** The body. {@code stream} is always set, because the default of some servers is a stream. */
    static ObjectNode body(UpstreamCall call, boolean streaming) {
        ObjectNode body = NODES.objectNode();
        body.put("model", call.model());
        ArrayNode messages = body.putArray("messages");
        call.conversation().messages().forEach(message -> messages.add(message.json()));
        call.parameters().forEach(body::set);
        if (call.choices() > 1 && !streaming) {
            body.put("n", call.choices());
        }
        body.put(CallForm.STREAM, streaming);
        if (streaming && call.form().streamOptions()) {
            body.set(CallForm.STREAM_OPTIONS, NODES.objectNode().put("include_usage", true));
        }
        return body;
    }
}
