package dev.ponder.runtime.strategy;

import java.util.Locale;

/** How an answer is streamed. */
public enum StreamingMode {
    /** Its parts are written as the model generates them. */
    NATIVE,
    /** It is chosen first and cut into parts then. */
    EMULATED;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
