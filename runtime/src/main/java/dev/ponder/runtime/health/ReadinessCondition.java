package dev.ponder.runtime.health;

/** A condition of the server's readiness. Every CDI bean of this type is checked; it must not block. */
@FunctionalInterface
public interface ReadinessCondition {

    /** Whether the server can accept new requests. */
    boolean ready();
}
