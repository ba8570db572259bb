package dev.ponder.deployment.exception;

/** A class that is marked as a strategy and implements none of the four kinds, or several. */
public final class NotAStrategyException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** Names the class and how many kinds it implements. */
    public NotAStrategyException(String className, long kinds) {
        super("@Strategy on " + className + ", which implements " + kinds
                + " kinds of InferenceStrategy (expected exactly one of Streaming, Buffered, Transform, Wrapper)");
    }
}
