package dev.ponder.runtime.rest.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.rest.inference.JsonField;

/** Reads the prompts of a text completion as texts: what tokens stand for, only the model's server knows. */
final class PromptReader {

    private static final String EXPECTED = "a text or a list of texts; tokens go to a model that is asked without"
            + " a strategy and whose upstream has /completions";

    private PromptReader() {
    }

    static List<String> read(JsonField field) {
        return read(field, EXPECTED);
    }

    static List<String> read(JsonField field, String expected) {
        JsonNode prompt = field.required(expected);
        if (prompt.isTextual()) {
            return List.of(prompt.asText());
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw field.refuse(expected);
        }
        var prompts = new ArrayList<String>();
        for (int i = 0; i < prompt.size(); i++) {
            if (!prompt.get(i).isTextual()) {
                throw prompt.get(i).isNumber() || prompt.get(i).isArray()
                        ? field.refuse(expected)
                        : field.item(i).refuse("a text");
            }
            prompts.add(prompt.get(i).asText());
        }
        return prompts;
    }
}
