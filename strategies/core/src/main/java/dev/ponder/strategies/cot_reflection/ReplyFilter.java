package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;

/**
 * Makes a model's tagged reply the client's answer, part by part. Native reasoning, tool calls and refusals are
 * handed on. ReplyToken probabilities are not: they are those of the tags and the thinking too. One instance per reply;
 * not thread-safe.
 */
final class ReplyFilter {

    private final TaggedReplyParser reply;
    private final boolean showThinking;
    private FinishReason reason = FinishReason.STOP;
    private boolean otherwiseAnswered;

    ReplyFilter(TagNames names, boolean showThinking) {
        this.reply = new TaggedReplyParser(names);
        this.showThinking = showThinking;
    }

    /** What the client sees of a part. The finish waits, for there may be a second call. */
    List<AnswerPart> read(AnswerPart part) {
        if (part instanceof AnswerPart.Text piece) {
            return shown(reply.add(piece.text()));
        }
        if (part instanceof AnswerPart.Finish finish) {
            reason = finish.reason();
            return List.of();
        }
        otherwiseAnswered |= part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal;
        return List.of(part);
    }

    /** What was held back until the reply was over. */
    List<AnswerPart> rest() {
        return shown(reply.end(!reason.equals(FinishReason.STOP)));
    }

    /** Whether a reply that is over consists of thinking and nothing else. */
    boolean lacksAnswer() {
        boolean ended = reason.equals(FinishReason.STOP) || reason.equals(FinishReason.LENGTH);
        return ended && !otherwiseAnswered && !reply.answered() && !reply.thinking().isEmpty();
    }

    String thinking() {
        return reply.thinking();
    }

    /**
     * The end of an answer for which there is no second call. Thinking that came to its own end without an answer
     * says what the model has to say; thinking that was cut does not. An answer that came to its closing tag was not
     * cut, whatever was cut behind it.
     */
    List<AnswerPart> ending() {
        var parts = new ArrayList<AnswerPart>();
        if (lacksAnswer() && reason.equals(FinishReason.STOP)) {
            parts.add(new AnswerPart.Text(reply.thinking()));
        }
        boolean whole = reply.complete() && reason.equals(FinishReason.LENGTH);
        parts.add(new AnswerPart.Finish(whole ? FinishReason.STOP : reason));
        return parts;
    }

    private List<AnswerPart> shown(List<AnswerPart> parts) {
        return showThinking
                ? parts
                : parts.stream().filter(part -> !(part instanceof AnswerPart.Reasoning)).toList();
    }
}
