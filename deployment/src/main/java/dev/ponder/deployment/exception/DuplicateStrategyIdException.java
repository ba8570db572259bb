package dev.ponder.deployment.exception;

import java.util.List;

/** Several classes claim one id. */
public final class DuplicateStrategyIdException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** Names all classes that claim the id. */
    public DuplicateStrategyIdException(String id, List<String> classes) {
        super("@Strategy id '" + id + "' is taken by " + String.join(" and ", classes)
                + " (expected one class for each id)");
    }
}
