package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.stream.TextChunker;
import io.vertx.core.buffer.Buffer;

/** Writes a whole reply as the stream that was asked for, for servers that do not stream. One instance per reply. */
final class WholeAsEvents {

    private static final TextChunker CHUNKER = new TextChunker(Chunking.WHOLE);

    private final JsonNode reply;
    private final boolean includeUsage;
    private final Buffer events = Buffer.buffer();

    private WholeAsEvents(JsonNode reply, boolean includeUsage) {
        this.reply = reply;
        this.includeUsage = includeUsage;
    }

    static Buffer of(JsonNode reply, boolean includeUsage) {
        var stream = new WholeAsEvents(reply, includeUsage);
        reply.path("choices").forEach(stream::choice);
        if (includeUsage && reply.hasNonNull("usage")) {
            ObjectNode chunk = stream.envelope();
            chunk.putArray("choices");
            stream.event(chunk.set("usage", reply.get("usage")));
        }
        return stream.events.appendString("data: [DONE]\n\n");
    }

    private void choice(JsonNode choice) {
        JsonNode message = choice.path("message");
        delta(choice, node().put("role", message.path("role").asText("assistant")).put("content", ""), null);
        message.properties().forEach(member -> {
            boolean said = !member.getKey().equals("role") && !member.getValue().isNull();
            if (said && member.getValue().isTextual()) {
                CHUNKER.pieces(member.getValue().asText())
                        .forEach(piece -> delta(choice, node().put(member.getKey(), piece), null));
            } else if (said) {
                delta(choice, node().set(member.getKey(), numbered(member.getKey(), member.getValue())), null);
            }
        });
        delta(choice, node(), choice.path("finish_reason").asText("stop"));
    }

    /** The pieces of tool calls say which call they belong to. */
    private static JsonNode numbered(String member, JsonNode value) {
        JsonNode copy = value.deepCopy();
        for (int i = 0; member.equals("tool_calls") && i < copy.size(); i++) {
            ((ObjectNode) copy.get(i)).put("index", i);
        }
        return copy;
    }

    private void delta(JsonNode choice, JsonNode delta, @Nullable String finishReason) {
        ObjectNode chunk = envelope();
        ObjectNode json = chunk.putArray("choices").addObject().put("index", choice.path("index").asInt());
        json.set("delta", delta);
        json.put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        event(chunk);
    }

    private ObjectNode envelope() {
        ObjectNode chunk = node();
        chunk.set("id", reply.path("id"));
        chunk.put("object", "chat.completion.chunk");
        chunk.set("created", reply.path("created"));
        chunk.set("model", reply.path("model"));
        return chunk;
    }

    private void event(JsonNode chunk) {
        events.appendString("data: " + chunk + "\n\n");
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
