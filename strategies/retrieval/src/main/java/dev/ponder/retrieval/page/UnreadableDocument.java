package dev.ponder.retrieval.page;

/** A document from which no text can be read. The message is a short reason for clients. */
public final class UnreadableDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With this reason, as a clause without a full stop. */
    public UnreadableDocument(String reason) {
        super(reason, null, false, false);
    }
}
