package dev.ponder.runtime.rest.openai.wire;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.OpenAiError;
import dev.ponder.runtime.rest.inference.AnswerPartSplitter;
import dev.ponder.runtime.rest.inference.PonderMetadata;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * A streamed response: its opening first, one id, each choice with its true end, usage when asked, one end mark. What it
 * encodes must be written in that order. One instance per response; not thread-safe.
 */
public final class ChunkEncoder {

    private static final String DONE = "data: [DONE]\n\n";

    private final ResponseMetadata identity;
    private final InferenceRun run;
    private final boolean includeUsage;
    private final ChoiceWriter form;
    private final Set<Integer> begun = new TreeSet<>();
    private final Set<Integer> ended = new HashSet<>();

    /** Writes the choices of a run. */
    public ChunkEncoder(ResponseMetadata identity, InferenceRun run, boolean includeUsage, ChoiceWriter form) {
        this.identity = identity;
        this.run = run;
        this.includeUsage = includeUsage;
        this.form = form;
    }

    /** The events of a part, in one piece. */
    public Buffer encode(ChoicePart part) {
        int choice = part.choice();
        var events = begun.contains(choice) ? Buffer.buffer() : begin(choice);
        if (part.part() instanceof AnswerPart.Finish finish) {
            if (ended.add(choice)) {
                events.appendBuffer(SseWriter.event(finish(choice, finish)));
            }
        } else {
            AnswerPartSplitter.of(part.part()).forEach(piece -> form.piece(piece)
                    .ifPresent(members -> events.appendBuffer(SseWriter.event(chunk(choice, members)))));
        }
        return events;
    }

    /** What follows the last choice. */
    public Buffer end() {
        return (includeUsage ? SseWriter.event(usage()) : Buffer.buffer()).appendString(DONE);
    }

    /** A sign of life: the opening that is due anyway, or a chunk that changes nothing. */
    public Buffer idle() {
        Buffer opening = begun.isEmpty() ? begin(0) : Buffer.buffer();
        if (opening.length() > 0) {
            return opening;
        }
        return underWay().map(choice -> SseWriter.event(chunk(choice, form.nothing())))
                .orElseGet(() -> SseWriter.keepAlive());
    }

    /** Words that are no answer, as reasoning of a choice that is not over, where there is a place for it. */
    public Buffer aside(String text) {
        Optional<Integer> choice = begun.isEmpty() ? Optional.of(0) : underWay();
        return choice.map(index -> encode(new ChoicePart(index, new AnswerPart.Reasoning(text + "\n"))))
                .filter(events -> events.length() > 0)
                .orElseGet(() -> SseWriter.comment(text));
    }

    /** The last words of a stream that failed. */
    public static Buffer failure(InferenceException failure) {
        return SseWriter.event(OpenAiError.of(failure)).appendString(DONE);
    }

    /** A refusal that comes as a body when a stream has begun: what it says on one line, as the stream's last words. */
    public static Buffer refusal(Buffer body) {
        String line = body.toString().lines().map(String::strip).collect(Collectors.joining());
        return SseWriter.event(line).appendString(DONE);
    }

    private Buffer begin(int choice) {
        begun.add(choice);
        return form.opening().map(opening -> SseWriter.event(chunk(choice, opening))).orElseGet(Buffer::buffer);
    }

    private Optional<Integer> underWay() {
        return begun.stream().filter(choice -> !ended.contains(choice)).findFirst();
    }

    /** Where no usage chunk follows, the end of a choice is the place to say what was done. */
    private ObjectNode finish(int choice, AnswerPart.Finish finish) {
        ObjectNode chunk = chunk(choice, form.nothing());
        ((ObjectNode) chunk.path("choices").get(0)).put("finish_reason", finish.reason().value());
        return includeUsage ? chunk : chunk.set("ponder", PonderMetadata.of(run));
    }

    private ObjectNode usage() {
        ObjectNode chunk = identity.envelope(form.chunkObject());
        chunk.putArray("choices");
        chunk.set("usage", PonderMetadata.usage(run.ledger().total()));
        chunk.set("ponder", PonderMetadata.of(run));
        return chunk;
    }

    private ObjectNode chunk(int choice, ObjectNode piece) {
        ObjectNode chunk = form.chunk(identity, choice, piece);
        return includeUsage ? chunk.putNull("usage") : chunk;
    }
}
