package dev.ponder.deployment.exception;

/** A class annotated with {@link dev.ponder.api.Strategy} is invalid. */
public abstract sealed class InvalidStrategyException extends IllegalStateException
        permits DuplicateStrategyIdException, MalformedStrategyIdException, NotAStrategyException,
        InvalidParameterException {

    private static final long serialVersionUID = 1;

    InvalidStrategyException(String message) {
        super(message);
    }
}
