package dev.ponder.runtime.rest.kserve.cloudevents;

/** How an event stands in a message of HTTP. */
public enum CloudEventMode {
    /** It is none. */
    NONE,
    /** Its attributes are headers, its data is the body. */
    BINARY,
    /** All of it is the body. */
    STRUCTURED
}
