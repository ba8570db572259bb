package dev.ponder.api;

/** What a strategy does with a request that offers tools to the model. */
public enum ToolPolicy {
    /**
     * Nothing: the engine makes a plain, truly streamed call instead, and says so in the answer's {@code ponder}
     * object.
     */
    PASSTHROUGH,
    /** Only the stage that writes the answer sees the tools; an answer that calls one is handed on as it is. */
    FINAL_STAGE,
    /** Every candidate sees the tools, and candidates vote on the call: its name and its arguments. */
    VOTE
}
