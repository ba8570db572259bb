package dev.ponder.retrieval.search;

/**
 * A search failed. The message is a short reason for clients, such as {@code brave: status 429}; it contains neither keys
 * nor the operator's addresses.
 */
public final class SearchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with this reason, as a clause without a full stop. */
    public SearchException(String reason) {
        super(reason, null, false, false);
    }
}
