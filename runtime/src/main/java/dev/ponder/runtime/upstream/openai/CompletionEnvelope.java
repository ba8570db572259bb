package dev.ponder.runtime.upstream.openai;

import java.time.InstantSource;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The members that every chunk of a stream has, and every whole completion: {@code id}, {@code object}, {@code created} and
 * {@code model}. Those that are missing are taken from the first chunk that has them. One instance per response.
 */
final class CompletionEnvelope {

    private final String object;
    private final InstantSource clock;
    private @Nullable JsonNode id;
    private @Nullable JsonNode created;
    private JsonNode model;

    CompletionEnvelope(String object, String model, InstantSource clock) {
        this.object = object;
        this.model = JsonNodeFactory.instance.textNode(model);
        this.clock = clock;
    }

    /** Adds what is missing. Returns whether anything was. Empty texts count as missing in chunks with choices only. */
    boolean complete(ObjectNode chunk) {
        boolean choices = !chunk.path("choices").isEmpty();
        boolean changed = false;
        if (given(chunk.path("id"), choices)) {
            id = id == null ? chunk.get("id") : id;
        } else {
            chunk.set("id", id());
            changed = true;
        }
        if (!given(chunk.path("object"), choices)) {
            chunk.put("object", object);
            changed = true;
        }
        if (chunk.path("created").isNumber()) {
            created = created == null ? chunk.get("created") : created;
        } else {
            chunk.set("created", created());
            changed = true;
        }
        if (given(chunk.path("model"), choices)) {
            model = chunk.get("model");
        } else {
            chunk.set("model", model);
            changed = true;
        }
        return changed;
    }

    private static boolean given(JsonNode text, boolean choices) {
        return text.isTextual() && !(choices && text.asText().isBlank());
    }

    /** A chunk without choices. */
    ObjectNode chunk() {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        complete(chunk);
        return chunk;
    }

    private JsonNode id() {
        if (id == null) {
            id = JsonNodeFactory.instance.textNode((object.startsWith("chat.") ? "chatcmpl-" : "cmpl-")
                    + UUID.randomUUID().toString().replace("-", ""));
        }
        return id;
    }

    private JsonNode created() {
        if (created == null) {
            created = JsonNodeFactory.instance.numberNode(clock.instant().getEpochSecond());
        }
        return created;
    }
}
