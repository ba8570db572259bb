package dev.ponder.deployment.exception;

/** A class annotated as a strategy implements none of the four kinds, or several. */
public final class NotAStrategyException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** An error that names the class and the number of kinds that it implements. */
    public NotAStrategyException(String className, long kinds) {
        super("@Strategy on " + className + ", which implements " + kinds
                + " kinds of InferenceStrategy (expected exactly one of Streaming, Buffered, Transform, Wrapper)");
    }
}
