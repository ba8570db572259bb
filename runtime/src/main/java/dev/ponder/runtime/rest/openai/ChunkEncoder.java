package dev.ponder.runtime.rest.openai;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.OpenAiError;
import io.vertx.core.buffer.Buffer;

/**
 * A streamed response: role first, one id, each choice with its true end, usage when asked, one end mark. What it
 * encodes must be written in that order. One instance per response; not thread-safe.
 */
final class ChunkEncoder {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DONE = "data: [DONE]\n\n";

    private final ResponseIdentity identity;
    private final InferenceRun run;
    private final boolean includeUsage;
    private final DeltaWriter deltas;
    private final Set<Integer> begun = new TreeSet<>();
    private final Set<Integer> ended = new HashSet<>();

    ChunkEncoder(ResponseIdentity identity, InferenceRun run, boolean includeUsage, ReasoningField reasoningField) {
        this.identity = identity;
        this.run = run;
        this.includeUsage = includeUsage;
        this.deltas = new DeltaWriter(reasoningField);
    }

    /** The events of a part, in one piece. */
    Buffer encode(ChoicePart part) {
        int choice = part.choice();
        var events = begun.contains(choice) ? Buffer.buffer() : begin(choice);
        if (part.part() instanceof AnswerPart.Finish finish) {
            if (ended.add(choice)) {
                events.appendString(event(finish(choice, finish)));
            }
        } else {
            EventPieces.of(part.part()).forEach(piece -> deltas.delta(piece)
                    .ifPresent(delta -> events.appendString(event(chunk(choice, delta, piece)))));
        }
        return events;
    }

    /** What follows the last choice. */
    Buffer end() {
        return Buffer.buffer((includeUsage ? event(usage()) : "") + DONE);
    }

    /** A sign of life: the role that is due anyway, or a chunk that changes nothing. */
    Buffer idle() {
        if (begun.isEmpty()) {
            return begin(0);
        }
        return underWay().map(choice -> Buffer.buffer(event(chunk(choice, NODES.objectNode()))))
                .orElseGet(() -> comment("keep-alive"));
    }

    /** Words that are no answer, as reasoning of a choice that is not over. */
    Buffer aside(String text) {
        Optional<Integer> choice = begun.isEmpty() ? Optional.of(0) : underWay();
        return choice.map(index -> encode(new ChoicePart(index, new AnswerPart.Reasoning(text + "\n"))))
                .orElseGet(() -> comment(text));
    }

    /** A line that clients skip. */
    static Buffer comment(String text) {
        return Buffer.buffer(": " + text + "\n\n");
    }

    /** The last words of a stream that failed. */
    static Buffer failure(InferenceException failure) {
        return Buffer.buffer(event(OpenAiError.of(failure)) + DONE);
    }

    /** A refusal that comes as a body when a stream has begun: what it says on one line, as the stream's last words. */
    static Buffer refusal(Buffer body) {
        String line = body.toString().lines().map(String::strip).collect(Collectors.joining());
        return Buffer.buffer("data: " + line + "\n\n" + DONE);
    }

    private Buffer begin(int choice) {
        begun.add(choice);
        return Buffer.buffer(event(chunk(choice, NODES.objectNode().put("role", "assistant").put("content", ""))));
    }

    private Optional<Integer> underWay() {
        return begun.stream().filter(choice -> !ended.contains(choice)).findFirst();
    }

    /** Where no usage chunk follows, the end of a choice is the place to say what was done. */
    private ObjectNode finish(int choice, AnswerPart.Finish finish) {
        ObjectNode chunk = chunk(choice, NODES.objectNode());
        choice(chunk).put("finish_reason", finish.reason().value());
        return includeUsage ? chunk : chunk.set("ponder", PonderObject.of(run));
    }

    private ObjectNode usage() {
        ObjectNode chunk = envelope();
        chunk.putArray("choices");
        chunk.set("usage", PonderObject.usage(run.ledger().total()));
        chunk.set("ponder", PonderObject.of(run));
        return chunk;
    }

    private ObjectNode chunk(int choice, ObjectNode delta, AnswerPart part) {
        ObjectNode chunk = chunk(choice, delta);
        if (part instanceof AnswerPart.Text text && text.logprobs() != null) {
            choice(chunk).set("logprobs", text.logprobs());
        }
        return chunk;
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

    private static ObjectNode choice(ObjectNode chunk) {
        return (ObjectNode) chunk.get("choices").get(0);
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
