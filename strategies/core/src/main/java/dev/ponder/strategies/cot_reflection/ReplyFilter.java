package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;

/**
 * Turns a model's tagged reply into the client's answer, part by part. Native reasoning, tool calls and refusals pass
 * through. Token probabilities do not, because they include those of the tags and the thinking. One instance per
 * reply; not thread-safe.
 */
final class ReplyFilter {

    private final TaggedReplyParser reply;
    private final boolean showThinking;
    private FinishReason reason = FinishReason.STOP;
    private boolean answeredOtherwise;

    ReplyFilter(TagNames names, boolean showThinking) {
        this.reply = new TaggedReplyParser(names);
        this.showThinking = showThinking;
    }

    /** The parts for the client. The finish is held back, because a second call may follow. */
    List<AnswerPart> read(AnswerPart part) {
        if (part instanceof AnswerPart.Text chunk) {
            return shown(reply.add(chunk.text()));
        }
        if (part instanceof AnswerPart.Finish finish) {
            reason = finish.reason();
            return List.of();
        }
        answeredOtherwise |= part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal;
        return List.of(part);
    }

    /** The parts that were held back until the end of the reply. */
    List<AnswerPart> rest() {
        return shown(reply.end(!reason.equals(FinishReason.STOP)));
    }

    /** Whether the complete reply consists of thinking alone. */
    boolean lacksAnswer() {
        boolean ended = reason.equals(FinishReason.STOP) || reason.equals(FinishReason.LENGTH);
        return ended && !answeredOtherwise && !reply.answered() && !reply.thinking().isEmpty();
    }

    String thinking() {
        return reply.thinking();
    }

    /**
     * The end of the answer when no second call is made. Thinking that is complete but has no answer after it is the
     * answer; truncated thinking is not. An answer with its closing tag is complete, even if text after it is
     * truncated.
     */
    List<AnswerPart> ending() {
        var parts = new ArrayList<AnswerPart>();
        if (lacksAnswer() && reason.equals(FinishReason.STOP)) {
            parts.add(new AnswerPart.Text(reply.thinking()));
        }
        boolean complete = reply.complete() && reason.equals(FinishReason.LENGTH);
        parts.add(new AnswerPart.Finish(complete ? FinishReason.STOP : reason));
        return parts;
    }

    private List<AnswerPart> shown(List<AnswerPart> parts) {
        return showThinking
                ? parts
                : parts.stream().filter(part -> !(part instanceof AnswerPart.Reasoning)).toList();
    }
}
