package dev.ponder.runtime.rest.error;

import java.util.function.Function;

import jakarta.ws.rs.container.ContainerRequestContext;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.rest.openai.RoutePrefixFilter;

/** How a failure is told: by the path, for a client that has lost its way says nothing else of its protocol. */
enum ErrorFormat {
    /** OpenAI's error object. */
    OPENAI(OpenAiError::of),
    /** KServe's. */
    KSERVE(KServeError::of);

    private final Function<InferenceException, ObjectNode> body;

    ErrorFormat(Function<InferenceException, ObjectNode> body) {
        this.body = body;
    }

    /**
     * The form for a request. {@code /v1/models} is in both protocols, and OpenAI's clients read the status alone; who
     * came by OpenAI's prefix is one of them for sure.
     */
    static ErrorFormat of(ContainerRequestContext request) {
        return request.getProperty(RoutePrefixFilter.PREFIX_PROPERTY) == null
                ? at(request.getUriInfo().getPath())
                : OPENAI;
    }

    static ErrorFormat at(String path) {
        return path.equals("/") || under("/v1/models", path) || under("/v2", path) ? KSERVE : OPENAI;
    }

    String body(InferenceException failure) {
        return body.apply(failure).toString();
    }

    private static boolean under(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
