package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.ponder.runtime.engine.InferenceRun;

/** What the head of a response says of how it came about. */
public final class PonderHeaders {

    /** Names the strategy, in requests and in responses. */
    public static final String STRATEGY = "X-Ponder-Strategy";

    /** Says how the answer came about: native or emulated. */
    public static final String STREAMING = "X-Ponder-Streaming";
    /** Says what the client should know of its request. */
    public static final String WARNING = "X-Ponder-Warning";

    private PonderHeaders() {
    }

    /** The strategy, and how it streams. */
    public static Map<String, String> of(InferenceRun run) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(STRATEGY, run.strategy());
        headers.put(STREAMING, run.streaming().wireName());
        return headers;
    }
}
