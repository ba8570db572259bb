package dev.ponder.runtime.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.stream.AnswerAccumulator;

/** Collects the parts of a run into one complete answer per choice. Not thread-safe. */
public final class ChoiceAccumulator {

    private final Map<Integer, AnswerAccumulator> choices = new TreeMap<>();
    private int length;

    /** Adds the next part. */
    public void add(ChoicePart part) {
        choices.computeIfAbsent(part.choice(), index -> new AnswerAccumulator()).add(part.part());
        length += length(part.part());
    }

    /** The approximate number of characters of all choices so far. */
    public int length() {
        return length;
    }

    /** Calls the consumer with each choice and its answer so far, in the order of choices. */
    public void forEach(BiConsumer<Integer, Answer> consumer) {
        choices.forEach((index, parts) -> consumer.accept(index, parts.answer()));
    }

    private static int length(AnswerPart part) {
        if (part instanceof AnswerPart.Text text) {
            return text.text().length();
        }
        if (part instanceof AnswerPart.Reasoning reasoning) {
            return reasoning.text().length();
        }
        return part instanceof AnswerPart.ToolCallDelta call ? call.arguments().length() : 0;
    }
}
