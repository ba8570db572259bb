package dev.ponder.deployment.exception;

import dev.ponder.api.Strategy;

/** A strategy id is missing or cannot be part of a model name. */
public final class MalformedStrategyIdException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** An error that names the class and its id. */
    public MalformedStrategyIdException(String className, String id) {
        super("@Strategy id '" + id + "' of " + className + " (expected " + Strategy.ID_PATTERN
                + ", because ids are part of model names, with -, & and | as separators)");
    }
}
