package dev.ponder.runtime.rest.http;

import java.util.Collections;
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

    private static final Map<String, String> RELAYED = headers("none", "native");

    private PonderHeaders() {
    }

    /** The headers of a response to a run, with those that tell the client its limits. Immutable. */
    public static Map<String, String> of(InferenceRun run) {
        Map<String, String> headers = headers(run.strategy(), run.streaming().wireName());
        Map<String, String> limits = run.headers().get();
        return limits.isEmpty() ? headers : with(limits, headers);
    }

    private static Map<String, String> with(Map<String, String> limits, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(limits);
        return Collections.unmodifiableMap(all);
    }

    /** The headers of a relayed response. Immutable. */
    public static Map<String, String> relayed(Optional<String> warning) {
        if (warning.isEmpty()) {
            return RELAYED;
        }
        var headers = new LinkedHashMap<>(RELAYED);
        headers.put(WARNING, warning.get());
        return Collections.unmodifiableMap(headers);
    }

    /** Always in the same order. */
    private static Map<String, String> headers(String strategy, String streaming) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(STRATEGY, strategy);
        headers.put(STREAMING, streaming);
        return Collections.unmodifiableMap(headers);
    }
}
