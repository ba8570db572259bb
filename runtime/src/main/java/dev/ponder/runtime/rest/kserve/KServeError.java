package dev.ponder.runtime.rest.kserve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;

/** The error object of KServe's protocols. */
public final class KServeError {

    private KServeError() {
    }

    /** The failure as {@code {"error": "text"}}. */
    public static ObjectNode of(InferenceException failure) {
        return JsonNodeFactory.instance.objectNode().put("error", failure.getMessage());
    }
}
