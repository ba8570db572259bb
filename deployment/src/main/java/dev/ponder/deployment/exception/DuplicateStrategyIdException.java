package dev.ponder.deployment.exception;

import java.util.List;

/** Several strategies have the same id. */
public final class DuplicateStrategyIdException extends InvalidStrategyException {

    private static final long serialVersionUID = 1;

    /** An error that names all classes with the id. */
    public DuplicateStrategyIdException(String id, List<String> classes) {
        super("@Strategy id '" + id + "' is used by " + String.join(" and ", classes)
                + " (expected a unique id)");
    }
}
