package dev.ponder.runtime.rest.openai;

import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.inference.JsonField;

/** Parameters of text completions that chat completions do not have. */
final class CompletionOnlyParameters {

    private CompletionOnlyParameters() {
    }

    /** Fails with 400 if a body sets one of them to a value that has an effect. */
    static void reject(ObjectNode body) {
        reject(body, "suffix", suffix -> suffix.isTextual() && suffix.asText().isEmpty());
        reject(body, "echo", echo -> echo.isBoolean() && !echo.booleanValue());
        reject(body, "best_of", count -> count.isIntegralNumber() && count.asLong() == 1);
        reject(body, "logprobs", wanted -> wanted.isBoolean() && !wanted.booleanValue());
        reject(body, "tools", JsonNode::isEmpty);
    }

    private static void reject(ObjectNode body, String name, Predicate<JsonNode> noEffect) {
        JsonField field = JsonField.of(body, name);
        if (field.present() && !noEffect.test(field.required("nothing"))) {
            throw RequestException.invalid(name, name + ": " + field.value()
                    + " is not supported by chat models (expected none; only a request without a strategy, to a model"
                    + " whose upstream has /completions, may set it)");
        }
    }
}
