package dev.ponder.retrieval.fetch;

/**
 * A page could not be read. The message is a short reason for clients, such as {@code 404} or {@code the host has no public
 * address}; it tells nothing about the operator's network.
 */
public final class FetchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with this reason, as a clause without a full stop. */
    public FetchException(String reason) {
        super(reason, null, false, false);
    }
}
