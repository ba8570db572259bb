package dev.ponder.runtime.rest.inference;

import com.fasterxml.jackson.databind.JsonNode;
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

    /**
     * The bytes to forward: those that were received, unless the model's name or anything else must change.
     *
     * @param stream whether a stream is requested, whose usage is always asked for. Without {@code stream_options} the upstream
     *        adds them
     */
    Buffer forModel(String named, String upstreamModel, boolean stream) {
        JsonNode options = json.path("stream_options");
        boolean asks = stream && (options.isNull() || options.isObject() && !options.path("include_usage").asBoolean());
        if (!changed && named.equals(upstreamModel) && !asks) {
            return received;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().setAll(json);
        if (asks) {
            ObjectNode asking = options instanceof ObjectNode object
                    ? object.deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            body.set("stream_options", asking.put("include_usage", true));
        }
        return LoneSurrogates.encode(body.put("model", upstreamModel).toString());
    }
}
