package dev.ponder.api;

/** How a strategy treats a request that offers tools to the model. */
public enum ToolPolicy {
    /**
     * The engine makes a plain call instead of running the strategy, and reports that in the response's {@code ponder}
     * object.
     */
    PASSTHROUGH,
    /** Only the stage that writes the answer gets the tools. An answer that calls one is passed to the client unchanged. */
    FINAL_STAGE,
    /** Every candidate gets the tools, and candidates vote on the name and the arguments of the call. */
    VOTE
}
