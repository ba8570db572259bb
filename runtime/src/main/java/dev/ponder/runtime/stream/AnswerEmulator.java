package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Splits a whole answer into the parts of a stream. No other class does. */
public final class AnswerEmulator {

    private final TextChunker chunker;
    private final Duration pace;
    private final Timer timer;

    /**
     * An emulator.
     *
     * @param pace the delay before each piece of text; zero for none
     */
    public AnswerEmulator(StreamingConfig.Chunking chunking, Duration pace, Timer timer) {
        this.chunker = new TextChunker(chunking);
        this.pace = pace;
        this.timer = timer;
    }

    /** The parts of the answer. The last one is its finish reason. */
    public Multi<AnswerPart> emulate(Answer answer) {
        Multi<AnswerPart> parts = Multi.createFrom().iterable(parts(answer));
        if (pace.isZero()) {
            return parts;
        }
        return parts.onItem().transformToUniAndConcatenate(part -> part instanceof AnswerPart.Text
                ? timer.after(pace).replaceWith(part)
                : Uni.createFrom().item(part));
    }

    private List<AnswerPart> parts(Answer answer) {
        var parts = new ArrayList<AnswerPart>();
        ExtraMembers extra = answer.extra();
        addExtra(new ExtraMembers(Map.of(), Map.of(), extra.completion()), parts);
        chunker.pieces(answer.reasoning()).forEach(piece -> parts.add(new AnswerPart.Reasoning(piece)));
        if (ContentParts.in(extra.message())) {
            addContent(answer, parts);
        } else {
            addText(answer.text(), answer.logprobs(), parts);
        }
        chunker.pieces(answer.refusal()).forEach(piece -> parts.add(new AnswerPart.Refusal(piece)));
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            var call = answer.toolCalls().get(i);
            parts.add(new AnswerPart.ToolCallDelta(i, call.id(), call.name(), call.arguments(), call.type(),
                    call.extra()));
        }
        var members = new LinkedHashMap<>(extra.message());
        if (ContentParts.in(members)) {
            members.remove(ContentParts.MEMBER);
        }
        addExtra(new ExtraMembers(members, Map.of(), Map.of()), parts);
        addExtra(new ExtraMembers(Map.of(), extra.choice(), Map.of()), parts);
        parts.add(new AnswerPart.Finish(answer.finishReason()));
        return parts;
    }

    private void addContent(Answer answer, List<AnswerPart> parts) {
        JsonNode logprobs = answer.logprobs();
        for (JsonNode part : ContentParts.of(answer)) {
            if (ContentParts.isText(part)) {
                addText(part.get("text").textValue(), logprobs, parts);
                logprobs = null;
            } else {
                ArrayNode content = JsonNodeFactory.instance.arrayNode().add(part);
                addExtra(new ExtraMembers(Map.of(ContentParts.MEMBER, content), Map.of(), Map.of()), parts);
            }
        }
        addText("", logprobs, parts);
    }

    /** Token probabilities belong to the whole text, so its first piece carries them, even if it is empty. */
    private void addText(String text, @Nullable JsonNode logprobs, List<AnswerPart> parts) {
        var pieces = chunker.pieces(text);
        if (pieces.isEmpty() && logprobs != null) {
            parts.add(new AnswerPart.Text("", logprobs));
        }
        for (int i = 0; i < pieces.size(); i++) {
            parts.add(new AnswerPart.Text(pieces.get(i), i == 0 ? logprobs : null));
        }
    }

    private static void addExtra(ExtraMembers members, List<AnswerPart> parts) {
        if (!members.isEmpty()) {
            parts.add(new AnswerPart.Extra(members));
        }
    }
}
