package dev.ponder.strategies.z3.smtlib;

/** A script that is not solved: malformed, too large, or with a command that is not allowed. The message is for the model. */
public final class InvalidScriptException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the reason, as one sentence. */
    public InvalidScriptException(String message) {
        super(message);
    }
}
