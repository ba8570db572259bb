package dev.ponder.runtime.upstream;

import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.Usage;

/**
 * The whole answer to a call.
 *
 * @param choices at least one
 * @param usage the usage of the call
 */
public record Completion(List<Answer> choices, Usage usage) {

    /** Copies the list. */
    public Completion {
        choices = List.copyOf(choices);
    }
}
