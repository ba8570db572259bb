package dev.ponder.runtime.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.ponder.api.Answer;
import dev.ponder.runtime.stream.AnswerAccumulator;

/** Makes the answers of a run of their parts, each by the index of its choice. Not thread-safe. */
public final class ChoiceAccumulator {

    private final Map<Integer, AnswerAccumulator> choices = new TreeMap<>();

    /** Takes the next part. */
    public void add(ChoicePart part) {
        choices.computeIfAbsent(part.choice(), index -> new AnswerAccumulator()).add(part.part());
    }

    /** The answers so far, in the order of their choices. */
    public void forEach(BiConsumer<Integer, Answer> reader) {
        choices.forEach((index, parts) -> reader.accept(index, parts.answer()));
    }
}
