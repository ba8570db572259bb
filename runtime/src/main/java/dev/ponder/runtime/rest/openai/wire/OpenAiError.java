package dev.ponder.runtime.rest.openai.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;

/** OpenAI's error object. */
public final class OpenAiError {

    private OpenAiError() {
    }

    /** The failure as {@code {"error": {...}}}. */
    public static ObjectNode of(InferenceException failure) {
        ObjectNode error = JsonNodeFactory.instance.objectNode()
                .put("message", failure.getMessage())
                .put("type", failure.type())
                .put("param", failure.param())
                .put("code", failure.code());
        return JsonNodeFactory.instance.objectNode().set("error", error);
    }
}
