package dev.ponder.runtime.rest.openai;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.rest.inference.JsonField;

/** Reads prompts and inputs: a text or a list of texts. Token ids are rejected, because only the upstream can decode them. */
final class PromptReader {

    private static final String EXPECTED = "a text or a list of texts; only a request without a strategy, to a model"
            + " whose upstream has /completions, may send tokens";

    private PromptReader() {
    }

    static List<String> read(JsonField field) {
        return read(field, EXPECTED);
    }

    static List<String> read(JsonField field, String expected) {
        JsonNode prompt = field.required(expected);
        return prompt.isTextual()
                ? List.of(prompt.asText())
                : field.nonEmptyArray(expected).stream().map(item -> text(item, field, expected)).toList();
    }

    private static String text(JsonField item, JsonField prompts, String expected) {
        JsonNode value = item.value();
        if (value != null && value.isTextual()) {
            return value.asText();
        }
        throw value != null && (value.isNumber() || value.isArray())
                ? prompts.invalid(expected)
                : item.invalid("a text");
    }
}
