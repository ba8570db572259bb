package dev.ponder.api.tensor;

/** Datatypes of tensors. */
public enum Datatype {
    /** Bytes of any length. */
    BYTES
}
