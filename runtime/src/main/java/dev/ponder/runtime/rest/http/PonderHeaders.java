package dev.ponder.runtime.rest.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.ponder.runtime.engine.InferenceRun;

/** The names of Ponder's own headers. */
public final class PonderHeaders {

    /** The strategy, in requests and in responses. */
    public static final String STRATEGY = "X-Ponder-Strategy";

    /** How the parts of the answer were made: native or emulated. */
    public static final String STREAMING = "X-Ponder-Streaming";

    /** A warning about the request. */
    public static final String WARNING = "X-Ponder-Warning";

    /** The {@code x-request-id} of the upstream's response, in relayed responses. */
    public static final String UPSTREAM_REQUEST_ID = "X-Upstream-Request-Id";

    private PonderHeaders() {
    }

    /** The headers of a response to a run. */
    public static Map<String, String> of(InferenceRun run) {
        return of(run.strategy(), run.streaming().wireName(), Optional.empty());
    }

    /** The headers of a response. */
    public static Map<String, String> of(String strategy, String streaming, Optional<String> warning) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(STRATEGY, strategy);
        headers.put(STREAMING, streaming);
        warning.ifPresent(text -> headers.put(WARNING, text));
        return headers;
    }
}
