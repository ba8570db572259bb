package dev.ponder.runtime.upstream;

import dev.ponder.runtime.event.CallId;

/** A call of a model, parsed or relayed. */
sealed interface ModelCall permits UpstreamCall, RelayCall {

    /** The model. */
    String model();

    /** Identifies the call in events. */
    CallId id();

    /** The calls that count as one. */
    CallGroup group();
}
