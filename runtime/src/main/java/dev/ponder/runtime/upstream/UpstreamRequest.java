package dev.ponder.runtime.upstream;

import dev.ponder.runtime.event.CallId;

/** What is sent to an upstream: a call whose answer is parsed, or a relayed one. */
sealed interface UpstreamRequest permits UpstreamCall, RelayCall {

    /** The model. */
    String model();

    /** What is asked for, by the names of OpenTelemetry's conventions. */
    String operation();

    /** Identifies the call in events. */
    CallId id();

    /** The calls that count as one. */
    CallGroup group();
}
