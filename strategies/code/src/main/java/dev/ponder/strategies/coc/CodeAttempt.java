package dev.ponder.strategies.coc;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.chat.Conversation;
import dev.ponder.sandbox.spi.RunResult;

/**
 * One program with its repairs.
 *
 * @param index which of the parallel programs this is, from 0
 * @param conversation the prompt and the model's replies
 * @param draft the program; empty if the last reply has none
 * @param result what became of it; empty if it was not executed
 * @param values the values of calls of undefined functions so far
 * @param tries how often the model wrote the program, at least 1
 */
record CodeAttempt(int index, Conversation conversation, Optional<CodeDraft> draft, Optional<RunResult> result,
        Map<String, String> values, int tries) {

    CodeAttempt {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The same attempt with a result. */
    CodeAttempt with(RunResult newResult) {
        return new CodeAttempt(index, conversation, draft, Optional.of(newResult), values, tries);
    }

    /** The same attempt with more values. */
    CodeAttempt withValues(Map<String, String> more) {
        var all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new CodeAttempt(index, conversation, draft, result, all, tries);
    }

    /** Whether the program ran to its end and printed something. */
    boolean succeeded() {
        return result.isPresent() && result.get().ok() && !result.get().output().isBlank();
    }

    /** What two programs agree on: the last line that they printed; 7.0 is 7. */
    String conclusion() {
        String last = result.map(RunResult::output).orElse("").strip().lines().reduce("", (first, second) -> second)
                .strip();
        try {
            return last.length() > 40 ? last : new BigDecimal(last).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException text) {
            return last;
        }
    }
}
