package dev.ponder.deployment.exception;

/**
 * A setting that requests cannot override: its type has no JSON representation, or its range is empty.
 */
public final class InvalidParameterException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** An error of the method. */
    public InvalidParameterException(String method, String error) {
        super("@Parameter on " + method + ": " + error);
    }
}
