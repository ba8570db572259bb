package dev.ponder.runtime.rest.relay;

/** An estimate of the tokens that a relayed request uses. Computed only for clients with limits. */
public interface RelayDemand {

    /** The estimated prompt tokens. */
    long promptTokens();

    /** The maximum completion tokens of all choices; 0 for an endpoint without completions, negative if there is none. */
    long completionTokens();
}
