package dev.ponder.runtime.rest.openai.wire;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.inference.AnswerEncoder;
import dev.ponder.runtime.rest.inference.AnswerPartSplitter;
import dev.ponder.runtime.rest.inference.PonderMetadata;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Writes chat completions and text completions. A stream has one id, an opening for each choice, a finish reason for each
 * choice, a usage chunk if the client asked for it, and one end mark.
 */
public final class CompletionEncoder implements AnswerEncoder {

    private final ResponseMetadata metadata;
    private final InferenceRun run;
    private final boolean includeUsage;
    private final ChoiceWriter choices;
    private final Set<Integer> begun = new TreeSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Map<Integer, PendingMembers> pending = new TreeMap<>();

    /** Writes the choices of a run. */
    public CompletionEncoder(ResponseMetadata metadata, InferenceRun run, boolean includeUsage, ChoiceWriter choices) {
        this.metadata = metadata;
        this.run = run;
        this.includeUsage = includeUsage;
        this.choices = choices;
    }

    @Override
    public Buffer encode(ChoicePart part) {
        int choice = part.choice();
        if (part.part() instanceof AnswerPart.Extra extra) {
            PendingMembers held = pending(choice);
            held.add(extra.members());
            if (extra.members().message().isEmpty()) {
                return held.large() ? SseWriter.event(chunk(choice, choices.empty())) : Buffer.buffer();
            }
        }
        var events = openAll(part.choices());
        if (part.part() instanceof AnswerPart.Finish finish) {
            if (ended.add(choice)) {
                events.appendBuffer(SseWriter.event(finish(choice, finish)));
            }
        } else {
            AnswerPartSplitter.of(part.part()).forEach(piece -> choices.part(piece)
                    .ifPresent(members -> events.appendBuffer(SseWriter.event(chunk(choice, members)))));
        }
        return events;
    }

    /** The usage chunk, if the client asked for it, and the end mark. */
    @Override
    public Buffer end() {
        return (includeUsage ? SseWriter.event(usage()) : Buffer.buffer()).appendString(StreamErrors.DONE);
    }

    /** As a chunk: the opening of the first choice, or a chunk without content for a choice that has not ended. */
    @Override
    public Buffer keepAlive(KeepAliveForm form) {
        if (form != KeepAliveForm.CHUNK) {
            return SseWriter.keepAlive();
        }
        Buffer opening = begun.isEmpty() ? open(0) : Buffer.buffer();
        return opening.length() > 0
                ? opening
                : unfinished().map(choice -> SseWriter.event(chunk(choice, choices.empty())))
                        .orElseGet(() -> SseWriter.keepAlive());
    }

    /** As reasoning of a choice that has not ended, if the format has a field for reasoning. */
    @Override
    public Buffer progress(String text, ProgressMode mode) {
        if (mode != ProgressMode.REASONING) {
            return SseWriter.comment(text);
        }
        Optional<Integer> choice = begun.isEmpty() ? Optional.of(0) : unfinished();
        return choice.map(index -> encode(new ChoicePart(index, new AnswerPart.Reasoning(text + "\n"))))
                .filter(events -> events.length() > 0)
                .orElseGet(() -> SseWriter.comment(text));
    }

    @Override
    public Buffer failure(InferenceException failure) {
        return StreamErrors.failure(failure);
    }

    @Override
    public Response.ResponseBuilder whole(ChoiceAccumulator answers) {
        return JsonResponses.builder(body(answers));
    }

    ObjectNode body(ChoiceAccumulator answers) {
        ObjectNode body = metadata.envelope(choices.wholeObject());
        ArrayNode list = body.putArray("choices");
        answers.forEach((index, answer) -> choice(body, list.addObject().put("index", index), answer));
        body.set("usage", PonderMetadata.usage(run.ledger().total()));
        return body.set("ponder", PonderMetadata.of(run));
    }

    /** The members of the response are those of the first choice. If another choice has others, they are written there. */
    private void choice(ObjectNode body, ObjectNode choice, Answer answer) {
        boolean first = body.path("choices").size() == 1;
        choice.setAll(choices.whole(answer));
        choice.put("finish_reason", answer.finishReason().value());
        PendingMembers.putAbsent(choice, answer.extra().choice());
        answer.extra().completion().forEach((name, value) -> {
            if (first) {
                body.set(name, value);
            } else if (!value.equals(body.get(name)) && !choice.has(name)) {
                choice.set(name, value);
            }
        });
    }

    private PendingMembers pending(int choice) {
        return pending.computeIfAbsent(choice, index -> new PendingMembers());
    }

    /** SDKs take an answer as complete when all choices that they have seen have finished. */
    private Buffer openAll(int number) {
        var events = Buffer.buffer();
        for (int i = 0; i < number; i++) {
            if (!begun.contains(i)) {
                events.appendBuffer(open(i));
            }
        }
        return events;
    }

    private Buffer open(int choice) {
        begun.add(choice);
        return choices.opening().map(opening -> SseWriter.event(chunk(choice, opening))).orElseGet(Buffer::buffer);
    }

    private Optional<Integer> unfinished() {
        return begun.stream().filter(choice -> !ended.contains(choice)).findFirst();
    }

    /** Without a usage chunk, the last chunk of a choice has the {@code ponder} member. */
    private ObjectNode finish(int choice, AnswerPart.Finish finish) {
        ObjectNode chunk = chunk(choice, choices.empty());
        ((ObjectNode) chunk.path("choices").get(0)).put("finish_reason", finish.reason().value());
        return includeUsage ? chunk : chunk.set("ponder", PonderMetadata.of(run));
    }

    private ObjectNode usage() {
        ObjectNode chunk = metadata.envelope(choices.chunkObject());
        chunk.putArray("choices");
        pending.values().stream().findFirst().ifPresent(members -> members.addTo(chunk));
        chunk.set("usage", PonderMetadata.usage(run.ledger().total()));
        return chunk.set("ponder", PonderMetadata.of(run));
    }

    private ObjectNode chunk(int choice, ObjectNode members) {
        ObjectNode chunk = choices.chunk(metadata, choice, members);
        if (pending.containsKey(choice)) {
            pending(choice).addTo(chunk);
        }
        return includeUsage ? chunk.putNull("usage") : chunk;
    }
}
