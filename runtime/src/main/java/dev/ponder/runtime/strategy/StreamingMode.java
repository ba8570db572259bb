package dev.ponder.runtime.strategy;

import java.util.Locale;

/** How an answer is streamed. */
public enum StreamingMode {
    /** Parts are sent as the model generates them. */
    NATIVE,
    /** The complete answer is cut into parts. */
    EMULATED;

    /** The name in responses and meters. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
