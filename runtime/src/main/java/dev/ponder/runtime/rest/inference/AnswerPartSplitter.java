package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.stream.TextChunker;

/** Splits parts that are too large for one event, because some clients limit the size of an event. */
public final class AnswerPartSplitter {

    private static final TextChunker CHUNKER = new TextChunker(Chunking.WHOLE);
    private static final int SMALL = 4096;

    private AnswerPartSplitter() {
    }

    /** The pieces of a part, in order. */
    public static List<AnswerPart> of(AnswerPart part) {
        if (part instanceof AnswerPart.Text text) {
            return texts(text);
        }
        if (part instanceof AnswerPart.Reasoning reasoning) {
            return cut(part, reasoning.text(), AnswerPart.Reasoning::new);
        }
        if (part instanceof AnswerPart.Refusal refusal) {
            return cut(part, refusal.text(), AnswerPart.Refusal::new);
        }
        return part instanceof AnswerPart.ToolCallDelta call ? calls(call) : List.of(part);
    }

    private static List<AnswerPart> texts(AnswerPart.Text part) {
        List<JsonNode> logprobs = LogprobSplitter.of(part.logprobs());
        if (part.text().length() <= SMALL && logprobs.size() <= 1) {
            return List.of(part);
        }
        var pieces = new ArrayList<AnswerPart>();
        logprobs.forEach(slice -> pieces.add(new AnswerPart.Text("", slice)));
        CHUNKER.pieces(part.text()).forEach(text -> pieces.add(new AnswerPart.Text(text)));
        return pieces;
    }

    /** Only the first piece has the id and the name of the call. */
    private static List<AnswerPart> calls(AnswerPart.ToolCallDelta call) {
        if (call.arguments().length() <= SMALL) {
            return List.of(call);
        }
        List<String> arguments = CHUNKER.pieces(call.arguments());
        return IntStream.range(0, arguments.size())
                .<AnswerPart>mapToObj(i -> new AnswerPart.ToolCallDelta(call.index(), i == 0 ? call.id() : null,
                        i == 0 ? call.name() : null, arguments.get(i)))
                .toList();
    }

    private static List<AnswerPart> cut(AnswerPart part, String text, Function<String, AnswerPart> piece) {
        return text.length() <= SMALL ? List.of(part) : CHUNKER.pieces(text).stream().map(piece).toList();
    }
}
