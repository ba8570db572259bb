package dev.ponder.runtime.upstream;

/** A relayed call to one upstream. To be used on one event loop. */
public interface RelayedCall {

    /** Sends the request. The receiver may be called before this returns. */
    void send();

    /** Requests bytes of the response. Until then the upstream is held back. */
    void request();

    /** Closes the call, if it has not ended. */
    void cancel();
}
