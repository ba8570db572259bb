package dev.ponder.api.error;

import org.jspecify.annotations.Nullable;

/** A defect of the server, a strategy or a model: 500. The client sees no details; the cause is logged. */
public final class InternalException extends InferenceException {

    private static final long serialVersionUID = 1;

    /** Wraps an unexpected failure. */
    public InternalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int status() {
        return 500;
    }

    @Override
    public String type() {
        return "server_error";
    }

    @Override
    public String code() {
        return "internal_error";
    }
}
