package dev.ponder.runtime.rest.error;

import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;

/** How a failure is told: by the path, for a client that has lost its way says nothing else of its protocol. */
enum ErrorForm {
    /** OpenAI's error object. */
    OPENAI(OpenAiError::of),
    /** KServe's. */
    KSERVE(KServeError::of);

    private final Function<InferenceException, ObjectNode> body;

    ErrorForm(Function<InferenceException, ObjectNode> body) {
        this.body = body;
    }

    /** The form for a path. {@code /v1/models} is in both protocols, and OpenAI's clients read the status alone. */
    static ErrorForm at(String path) {
        return path.equals("/") || under("/v1/models", path) || under("/v2", path) ? KSERVE : OPENAI;
    }

    String body(InferenceException failure) {
        return body.apply(failure).toString();
    }

    private static boolean under(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
