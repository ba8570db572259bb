package dev.ponder.api.error;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The base class of all errors that clients receive. The message is for the client: it names the value, what was expected
 * and the property to change, and contains nothing internal and no secret.
 */
public abstract sealed class InferenceException extends RuntimeException
        permits RequestException, BudgetExceeded, QuotaExceeded, Overloaded, UpstreamException, ModelException,
        InternalException {

    private static final long serialVersionUID = 1;

    InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The HTTP status, 400 to 599. */
    public abstract int status();

    /** The error type of OpenAI's API, such as {@code invalid_request_error}. */
    public abstract String type();

    /** The error code, for programs. */
    public abstract String code();

    /** The request's field that caused the error; null if none did. */
    public @Nullable String param() {
        return null;
    }

    /** Whether a retry of the same call may succeed. */
    public boolean retryable() {
        return false;
    }

    /** Headers for the client, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }
}
