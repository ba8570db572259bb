package dev.ponder.runtime.rest.protocol;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.InferenceException;

/**
 * A protocol that the server implements. Each protocol has one CDI bean of this type in its own package; its resources and
 * its encoders are the rest of it. Implementations are immutable.
 */
public interface Protocol {

    /**
     * The paths that belong to the protocol, each without a trailing slash: {@code /v2} means this path and all
     * paths below it, {@code /} only the root. The protocol with the longest prefix that matches reports the
     * errors of a path. The empty prefix matches every path.
     */
    List<String> pathPrefixes();

    /** The endpoints, for error messages and for the {@code Allow} header. */
    List<Route> routes();

    /** The body of an error response. */
    JsonNode errorBody(InferenceException failure);
}
