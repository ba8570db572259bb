package dev.ponder.resilience.matrix;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.support.client.HttpReply;

/** The usage and the {@code ponder} object of a reply. */
record ReplyMetadata(JsonNode usage, JsonNode ponder) {

    static ReplyMetadata of(HttpReply reply) {
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        List<JsonNode> objects = stream ? reply.chunks() : List.of(reply.json());
        return new ReplyMetadata(last(objects, "usage"), last(objects, "ponder"));
    }

    private static JsonNode last(List<JsonNode> objects, String member) {
        return objects.stream().filter(object -> object.hasNonNull(member)).map(object -> object.get(member))
                .reduce(MissingNode.getInstance(), (before, after) -> after);
    }
}
