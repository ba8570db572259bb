package dev.ponder.deployment.exception;

/** A strategy that cannot be used. */
public abstract sealed class InvalidStrategyException extends IllegalStateException
        permits DuplicateStrategyIdException, MalformedStrategyIdException, NotAStrategyException,
        InvalidParameterException {

    private static final long serialVersionUID = 1;

    InvalidStrategyException(String message) {
        super(message);
    }
}
