package dev.ponder.runtime.rest.kserve.cloudevents;

/** Content modes of the CloudEvents HTTP protocol binding. */
public enum CloudEventMode {
    /** The message is not a CloudEvent. */
    NONE,
    /** The attributes are headers, the data is the body. */
    BINARY,
    /** The body is the event with its attributes and data. */
    STRUCTURED
}
