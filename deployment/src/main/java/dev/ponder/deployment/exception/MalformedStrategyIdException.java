package dev.ponder.deployment.exception;

import dev.ponder.api.Strategy;

/** An id that is missing or could not stand in a model's name. */
public final class MalformedStrategyIdException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** Names the class and its id. */
    public MalformedStrategyIdException(String className, String id) {
        super("@Strategy id '" + id + "' of " + className + " (expected " + Strategy.ID_PATTERN
                + ", for it is part of model names, where - & and | separate)");
    }
}
