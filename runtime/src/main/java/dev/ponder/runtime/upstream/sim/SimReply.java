package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.stream.AnswerAccumulator;

/**
 * A reply as tokens.
 *
 * @param parts one for each token
 * @param reason the finish reason
 */
record SimReply(List<AnswerPart> parts, FinishReason reason) {

    SimReply {
        parts = List.copyOf(parts);
    }

    /** A text, ended by the first stop sequence or the limit of tokens, whichever comes first. */
    static SimReply text(String text, List<String> stops, int maxTokens) {
        int end = stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(text.length());
        List<String> tokens = SimTokenizer.tokens(text.substring(0, end));
        boolean cut = tokens.size() > maxTokens;
        List<AnswerPart> parts = tokens.stream().limit(maxTokens).<AnswerPart>map(AnswerPart.Text::new).toList();
        return new SimReply(parts, cut ? FinishReason.LENGTH : FinishReason.STOP);
    }

    /** A call of one function. */
    static SimReply toolCall(String id, String name, String arguments, int maxTokens) {
        var parts = new ArrayList<AnswerPart>();
        parts.add(new AnswerPart.ToolCallDelta(0, id, name, ""));
        SimTokenizer.tokens(arguments).forEach(piece -> parts.add(new AnswerPart.ToolCallDelta(0, null, null, piece)));
        boolean cut = parts.size() > maxTokens;
        return new SimReply(cut ? parts.subList(0, maxTokens) : parts,
                cut ? FinishReason.LENGTH : FinishReason.TOOL_CALLS);
    }

    int tokens() {
        return parts.size();
    }

    Answer answer() {
        var whole = new AnswerAccumulator();
        parts.forEach(whole::add);
        whole.add(new AnswerPart.Finish(reason));
        return whole.answer();
    }
}
