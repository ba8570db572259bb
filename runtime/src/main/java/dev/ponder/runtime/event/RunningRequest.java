package dev.ponder.runtime.event;

import java.time.Instant;

/**
 * A request that is running.
 *
 * @param id the id in its events
 * @param calls the upstream calls that it started so far
 */
public record RunningRequest(String id, RequestInfo request, Instant started, int calls) {}
