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

/** Makes parts of a complete answer, as if it were just being written. The only one to do so. */
public final class AnswerEmulator {

    private final TextChunker chunker;
    private final Duration pace;
    private final Timer delays;

    /**
     * An emulator.
     *
     * @param pace the wait between two pieces of text; zero for none
     */
    public AnswerEmulator(StreamingConfig.Chunking chunking, Duration pace, Timer delays) {
        this.chunker = new TextChunker(chunking);
        this.pace = pace;
        this.delays = delays;
    }

    /** The answer's parts, ending with its true reason. */
    public Multi<AnswerPart> emulate(Answer answer) {
        Multi<AnswerPart> parts = Multi.createFrom().iterable(parts(answer));
        if (pace.isZero()) {
            return parts;
        }
        return parts.onItem().transformToUniAndConcatenate(part -> part instanceof AnswerPart.Text
                ? delays.after(pace).replaceWith(part)
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

    /** Token probabilities belong to the text as a whole, so they come with its first piece, be it empty. */
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
