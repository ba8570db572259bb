package dev.ponder.runtime.rest.openai.wire;

import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The members that all chunks of a response have in common.
 *
 * @param id the id of the response
 * @param created the time of creation in seconds since 1970
 * @param model the model as the client named it
 */
public record ResponseMetadata(String id, long created, String model) {

    /** The metadata of a new response. */
    public static ResponseMetadata fresh(String prefix, String model, Clock clock, RandomGenerator random) {
        var hex = HexFormat.of();
        return new ResponseMetadata(
                prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()),
                clock.instant().getEpochSecond(), model);
    }

    /** The metadata in a chunk of a stream. */
    public static ResponseMetadata of(JsonNode chunk) {
        return new ResponseMetadata(chunk.path("id").asText(), chunk.path("created").asLong(),
                chunk.path("model").asText());
    }

    /** A new object of the response with these members. */
    public ObjectNode envelope(String object) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("object", object).put("created", created)
                .put("model", model);
    }
}
