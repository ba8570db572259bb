package dev.ponder.deployment.exception;

/**
 * A setting that a request could not set: of a type without a JSON form, with an empty range, or of a strategy's own
 * name.
 */
public final class InvalidParameterException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** Names the method and what is wrong with it. */
    public InvalidParameterException(String method, String fault) {
        super("@Parameter on " + method + ": " + fault);
    }
}
