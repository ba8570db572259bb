package dev.ponder.runtime.rest.openai;

import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.inference.JsonField;

/** Parameters of text completions that a conversation has no counterpart of. */
final class CompletionOnlyParameters {

    private CompletionOnlyParameters() {
    }

    /** Refuses those that ask for something. */
    static void refuse(ObjectNode body) {
        refuse(body, "suffix", suffix -> suffix.isTextual() && suffix.asText().isEmpty());
        refuse(body, "echo", echo -> echo.isBoolean() && !echo.booleanValue());
        refuse(body, "best_of", count -> count.isIntegralNumber() && count.asLong() == 1);
        refuse(body, "logprobs", wanted -> wanted.isBoolean() && !wanted.booleanValue());
        refuse(body, "tools", JsonNode::isEmpty);
    }

    private static void refuse(ObjectNode body, String name, Predicate<JsonNode> asksForNothing) {
        JsonField field = JsonField.of(body, name);
        if (field.present() && !asksForNothing.test(field.required("nothing"))) {
            throw RequestException.invalid(name, name + ": " + field.value()
                    + " cannot be had of a chat model, which answers here (expected none; ask without a strategy,"
                    + " of a model whose upstream has /completions)");
        }
    }
}
