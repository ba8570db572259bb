package dev.ponder.api.error;

import org.jspecify.annotations.Nullable;

/** A defect on our side. The client learns only that there was one; the cause is for the log. */
public final class InternalError extends InferenceException {

    private static final long serialVersionUID = 1;

    /** Wraps a failure that nobody expected. */
    public InternalError(String message, @Nullable Throwable cause) {
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
