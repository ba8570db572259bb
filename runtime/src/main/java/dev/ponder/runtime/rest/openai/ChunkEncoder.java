package dev.ponder.runtime.rest.openai;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.stream.TextChunker;
import io.vertx.core.buffer.Buffer;

/**
 * A streamed response: role first, one id, each choice with its true end, usage when asked, one end mark. One instance
 * per response; not thread-safe.
 */
final class ChunkEncoder {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DONE = "data: [DONE]\n\n";
    private static final TextChunker CHUNKER = new TextChunker(Chunking.WHOLE);
    private static final int SMALL = 4096;

    private final ResponseIdentity identity;
    private final InferenceRun run;
    private final boolean includeUsage;
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();

    ChunkEncoder(ResponseIdentity identity, InferenceRun run, boolean includeUsage) {
        this.identity = identity;
        this.run = run;
        this.includeUsage = includeUsage;
    }

    /** The events of a part, in one piece. */
    Buffer encode(ChoicePart part) {
        var events = Buffer.buffer();
        int choice = part.choice();
        if (begun.add(choice)) {
            events.appendString(event(chunk(choice, NODES.objectNode().put("role", "assistant").put("content", ""))));
        }
        if (part.part() instanceof AnswerPart.Finish finish) {
            if (ended.add(choice)) {
                ObjectNode chunk = chunk(choice, NODES.objectNode());
                ((ObjectNode) chunk.get("choices").get(0)).put("finish_reason", finish.reason().value());
                events.appendString(event(chunk));
            }
        } else {
            pieces(part.part()).forEach(piece -> events.appendString(event(delta(choice, piece))));
        }
        return events;
    }

    /** What follows the last choice. */
    Buffer end() {
        return Buffer.buffer((includeUsage ? event(usage()) : "") + DONE);
    }

    /** A chunk that changes nothing, as a sign of life. */
    Buffer idle() {
        return Buffer.buffer(event(chunk(0, NODES.objectNode())));
    }

    /** The last words of a stream that failed. */
    static Buffer failure(InferenceException failure) {
        return Buffer.buffer(event(ErrorBody.of(failure)) + DONE);
    }

    /** A refusal that comes as a body when a stream has begun: what it says on one line, as the stream's last words. */
    static Buffer refusal(Buffer body) {
        String line = body.toString().lines().map(String::strip).collect(Collectors.joining());
        return Buffer.buffer("data: " + line + "\n\n" + DONE);
    }

    /** Models that send much at once meet clients that read little at once. */
    private static List<AnswerPart> pieces(AnswerPart part) {
        if (part instanceof AnswerPart.Text text && text.text().length() > SMALL) {
            List<String> texts = CHUNKER.pieces(text.text());
            return IntStream.range(0, texts.size())
                    .<AnswerPart>mapToObj(i -> new AnswerPart.Text(texts.get(i), i == 0 ? text.logprobs() : null))
                    .toList();
        }
        if (part instanceof AnswerPart.Reasoning reasoning && reasoning.text().length() > SMALL) {
            return CHUNKER.pieces(reasoning.text()).stream().<AnswerPart>map(AnswerPart.Reasoning::new).toList();
        }
        return List.of(part);
    }

    private ObjectNode usage() {
        ObjectNode chunk = envelope();
        chunk.putArray("choices");
        chunk.set("usage", PonderObject.usage(run.ledger().total()));
        chunk.set("ponder", PonderObject.of(run));
        return chunk;
    }

    private ObjectNode delta(int choice, AnswerPart part) {
        ObjectNode delta = NODES.objectNode();
        if (part instanceof AnswerPart.Text text) {
            ObjectNode chunk = chunk(choice, delta.put("content", text.text()));
            if (text.logprobs() != null) {
                ((ObjectNode) chunk.get("choices").get(0)).set("logprobs", text.logprobs());
            }
            return chunk;
        }
        if (part instanceof AnswerPart.Reasoning reasoning) {
            delta.put("reasoning_content", reasoning.text());
        } else if (part instanceof AnswerPart.Refusal refusal) {
            delta.put("refusal", refusal.text());
        } else if (part instanceof AnswerPart.ToolCallDelta call) {
            delta.putArray("tool_calls").add(toolCall(call));
        }
        return chunk(choice, delta);
    }

    private static ObjectNode toolCall(AnswerPart.ToolCallDelta call) {
        ObjectNode json = NODES.objectNode().put("index", call.index());
        if (call.id() != null) {
            json.put("id", call.id()).put("type", "function");
        }
        ObjectNode function = json.putObject("function");
        if (call.name() != null) {
            function.put("name", call.name());
        }
        function.put("arguments", call.arguments());
        return json;
    }

    private ObjectNode chunk(int choice, ObjectNode delta) {
        ObjectNode chunk = envelope();
        ObjectNode json = chunk.putArray("choices").addObject().put("index", choice);
        json.set("delta", delta);
        json.putNull("logprobs").putNull("finish_reason");
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode envelope() {
        return NODES.objectNode()
                .put("id", identity.id())
                .put("object", "chat.completion.chunk")
                .put("created", identity.created())
                .put("model", identity.model());
    }

    private static String event(ObjectNode json) {
        return "data: " + json + "\n\n";
    }
}
