package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
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
        chunker.pieces(answer.reasoning()).forEach(piece -> parts.add(new AnswerPart.Reasoning(piece)));
        addText(answer, parts);
        chunker.pieces(answer.refusal()).forEach(piece -> parts.add(new AnswerPart.Refusal(piece)));
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            var call = answer.toolCalls().get(i);
            parts.add(new AnswerPart.ToolCallDelta(i, call.id(), call.name(), call.arguments()));
        }
        parts.add(new AnswerPart.Finish(answer.finishReason()));
        return parts;
    }

    /** Token probabilities belong to the whole text, so its first piece carries them, even if it is empty. */
    private void addText(Answer answer, List<AnswerPart> parts) {
        var pieces = chunker.pieces(answer.text());
        if (pieces.isEmpty() && answer.logprobs() != null) {
            parts.add(new AnswerPart.Text("", answer.logprobs()));
        }
        for (int i = 0; i < pieces.size(); i++) {
            parts.add(new AnswerPart.Text(pieces.get(i), i == 0 ? answer.logprobs() : null));
        }
    }
}
