package dev.ponder.strategies.json;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;

/** The parts of a complete reply. */
record WholeReply(List<AnswerPart> parts) {

    /** The visible text. */
    String text() {
        return texts().map(AnswerPart.Text::text).collect(Collectors.joining());
    }

    /** The reasoning. */
    Stream<AnswerPart> reasoning() {
        return parts.stream().filter(AnswerPart.Reasoning.class::isInstance);
    }

    /**
     * Whether the reply is for the client as it is: it calls tools, refuses, was filtered, or is JSON that a token limit cut
     * off, as its finish reason says.
     */
    boolean isFinal() {
        return has(AnswerPart.ToolCallDelta.class) || has(AnswerPart.Refusal.class)
                || (truncated() ? startsAsJson() : !finish().complete());
    }

    /** Whether a token limit cut the reply off. */
    boolean truncated() {
        return finish().truncated();
    }

    /** The same reply with another text. */
    List<AnswerPart> withText(String text) {
        Stream<AnswerPart> before = parts.stream().filter(part -> !(part instanceof AnswerPart.Text)
                && !(part instanceof AnswerPart.Finish));
        return Stream.concat(before, Stream.of(new AnswerPart.Text(text), new AnswerPart.Finish(finish()))).toList();
    }

    private Stream<AnswerPart.Text> texts() {
        return parts.stream().filter(AnswerPart.Text.class::isInstance).map(AnswerPart.Text.class::cast);
    }

    private boolean startsAsJson() {
        String text = text().stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    private FinishReason finish() {
        return parts.stream().filter(AnswerPart.Finish.class::isInstance).map(AnswerPart.Finish.class::cast)
                .map(AnswerPart.Finish::reason).findFirst().orElse(FinishReason.STOP);
    }

    private boolean has(Class<? extends AnswerPart> kind) {
        return parts.stream().anyMatch(kind::isInstance);
    }
}
