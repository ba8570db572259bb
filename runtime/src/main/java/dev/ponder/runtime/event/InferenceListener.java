package dev.ponder.runtime.event;

/**
 * Receives the events of requests, for metrics, traces, conversation logs and the like. Every CDI bean of this type is
 * called, in the order of {@link jakarta.annotation.Priority}: higher values first, 0 without the annotation.
 *
 * <p><b>Threads.</b> Called on the request's event loop, for many requests at once: must be thread-safe and must not
 * block. Slow work belongs on another thread. <b>Errors.</b> An exception is logged and has no effect on the request or
 * on other listeners.
 */
@FunctionalInterface
public interface InferenceListener {

    /** Receives an event. */
    void on(InferenceEvent event);

    /**
     * Whether this listener needs events of this type. Asked once per type; the answer must not change. Types that no
     * listener wants are not created.
     */
    default boolean wants(Class<? extends InferenceEvent> type) {
        return true;
    }
}
