package dev.ponder.runtime.rest.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.buffer.Buffer;

/**
 * A request body that can be forwarded to an upstream.
 *
 * @param received the bytes as they were received
 * @param json the parsed body without Ponder's own fields and strategy tags
 * @param changed whether {@code json} differs from the received bytes
 */
public record RelayableBody(Buffer received, ObjectNode json, boolean changed) {

    /** The bytes to forward: those that were received, unless the model's name or anything else must change. */
    Buffer forModel(String named, String upstreamModel) {
        if (!changed && named.equals(upstreamModel)) {
            return received;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().setAll(json);
        return LoneSurrogates.encode(body.put("model", upstreamModel).toString());
    }
}
