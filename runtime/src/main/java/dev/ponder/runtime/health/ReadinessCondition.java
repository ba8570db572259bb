package dev.ponder.runtime.health;

/** A condition of the server's readiness. All beans of this type are asked, so they answer at once, from what they know. */
@FunctionalInterface
public interface ReadinessCondition {

    /** Whether new requests may come, as far as this condition goes. */
    boolean ready();
}
