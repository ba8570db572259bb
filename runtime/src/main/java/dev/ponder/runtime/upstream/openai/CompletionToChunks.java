package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.stream.MemberMerger;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.stream.TextChunker;
import io.vertx.core.buffer.Buffer;

/**
 * Writes a whole completion, of a chat or a text, as the stream that the client requested, for servers that do not
 * stream. One instance per completion.
 */
final class CompletionToChunks {

    /** Short members of the completion, such as its fingerprint, are in every chunk; the others are in the first one. */
    private static final int SHORT = 128;
    private static final TextChunker CHUNKER = new TextChunker(Chunking.WHOLE);

    private final JsonNode completion;
    private final boolean text;
    private final boolean includeUsage;
    private int calls;
    private final List<Buffer> events = new ArrayList<>();

    private CompletionToChunks(JsonNode completion, boolean includeUsage) {
        this.completion = completion;
        this.text = completion.at("/choices/0").has("text");
        this.includeUsage = includeUsage;
    }

    static List<Buffer> of(JsonNode completion, boolean includeUsage) {
        var stream = new CompletionToChunks(completion, includeUsage);
        completion.path("choices").forEach(stream.text ? stream::text : stream::choice);
        if (includeUsage && completion.hasNonNull("usage")) {
            ObjectNode chunk = stream.envelope();
            chunk.putArray("choices");
            stream.event(chunk.set("usage", completion.get("usage")));
        }
        stream.events.add(Buffer.buffer("data: [DONE]\n\n"));
        return stream.events;
    }

    private void text(JsonNode choice) {
        CHUNKER.pieces(choice.path("text").asText()).forEach(piece -> event(textChunk(choice, piece, "")));
        ObjectNode end = textChunk(choice, "", choice.path("finish_reason").asText("stop"));
        ((ObjectNode) end.path("choices").get(0)).set("logprobs", choice.get("logprobs"));
        event(withExtra(end, choice));
    }

    /** The last chunk of a choice has the members that Ponder does not read. */
    private static ObjectNode withExtra(ObjectNode chunk, JsonNode choice) {
        ((ObjectNode) chunk.path("choices").get(0)).setAll(ExtraMembersReader.ofChoice(choice));
        return chunk;
    }

    private ObjectNode textChunk(JsonNode choice, String piece, String finishReason) {
        return chunk(choice, "text", TextNode.valueOf(piece), finishReason);
    }

    private void choice(JsonNode choice) {
        calls = 0;
        JsonNode message = choice.path("message");
        delta(choice, node().put("role", message.path("role").asText("assistant")).put("content", ""), "");
        message.properties().forEach(member -> member(choice, member.getKey(), member.getValue()));
        if (choice.hasNonNull("logprobs")) {
            ObjectNode chunk = chunk(choice, node().put("content", ""), "");
            ((ObjectNode) chunk.path("choices").get(0)).set("logprobs", choice.get("logprobs"));
            event(chunk);
        }
        message.path("tool_calls").forEach(call -> call(choice, call));
        String reason = choice.path("finish_reason").asText("stop");
        ObjectNode end = chunk(choice, node(), reason.equals("stop") && calls > 0 ? "tool_calls" : reason);
        event(withExtra(end, choice));
    }

    private void member(JsonNode choice, String member, JsonNode value) {
        if (member.equals("role") || member.equals("tool_calls") || value.isNull()) {
            return;
        }
        if (value.isTextual() && MemberMerger.fragment(member)) {
            CHUNKER.pieces(value.asText()).forEach(piece -> delta(choice, node().put(member, piece), ""));
        } else {
            delta(choice, node().set(member, value), "");
        }
    }

    /** The first piece of a tool call has its id and all other members, the others have only arguments. */
    private void call(JsonNode choice, JsonNode call) {
        int index = calls++;
        ObjectNode first = call instanceof ObjectNode object ? object.deepCopy() : node();
        boolean custom = call.path("custom").isObject();
        String payload = custom ? "custom" : "function";
        String arguments = custom ? "input" : "arguments";
        JsonNode all = call.path(payload).path(arguments);
        List<String> pieces = CHUNKER.pieces(all.isValueNode() ? all.asText("") : all.toString());
        first.put("index", index).withObject("/" + payload).put(arguments, pieces.isEmpty() ? "" : pieces.get(0));
        delta(choice, node().set("tool_calls", node().arrayNode().add(first)), "");
        pieces.stream().skip(1).forEach(piece -> {
            ObjectNode next = node().put("index", index);
            next.putObject(payload).put(arguments, piece);
            delta(choice, node().set("tool_calls", node().arrayNode().add(next)), "");
        });
    }

    private void delta(JsonNode choice, JsonNode delta, String finishReason) {
        event(chunk(choice, delta, finishReason));
    }

    private ObjectNode chunk(JsonNode choice, JsonNode delta, String finishReason) {
        return chunk(choice, "delta", delta, finishReason);
    }

    private ObjectNode chunk(JsonNode choice, String member, JsonNode piece, String finishReason) {
        ObjectNode chunk = envelope();
        ObjectNode json = chunk.putArray("choices").addObject().put("index", choice.path("index").asInt());
        json.set(member, piece);
        json.put("finish_reason", finishReason.isEmpty() ? null : finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode envelope() {
        ObjectNode chunk = node();
        chunk.set("id", completion.path("id"));
        chunk.put("object", text ? "text_completion" : "chat.completion.chunk");
        chunk.set("created", completion.path("created"));
        chunk.set("model", completion.path("model"));
        ExtraMembersReader.ofCompletion(completion).forEach((name, value) -> {
            if (events.isEmpty() || value.isValueNode() && value.asText().length() <= SHORT) {
                chunk.set(name, value);
            }
        });
        return chunk;
    }

    private void event(JsonNode chunk) {
        events.add(SseWriter.event(chunk));
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
