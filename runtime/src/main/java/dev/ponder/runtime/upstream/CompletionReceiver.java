package dev.ponder.runtime.upstream;

/**
 * Receives the end of a call for a whole answer: one of its methods is called once, on the event loop of the caller. After
 * the call is cancelled, none is.
 */
public interface CompletionReceiver {

    /** The call is answered. */
    void completed(Completion completion);

    /** The call failed. */
    void failed(Throwable failure);
}
