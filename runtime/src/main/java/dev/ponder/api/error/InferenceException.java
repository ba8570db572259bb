package dev.ponder.api.error;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that was not answered, and why. Its message is for the client: it names the value, what was expected and
 * the knob to turn, and holds nothing internal and no secret.
 */
public abstract sealed class InferenceException extends RuntimeException
        permits RequestException, BudgetExceeded, Overloaded, UpstreamException, ModelException, InternalError {

    private static final long serialVersionUID = 1;

    InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The HTTP status of the answer, 400 to 599. */
    public abstract int status();

    /** OpenAI's kind of error, such as {@code invalid_request_error}. */
    public abstract String type();

    /** What programs tell errors apart by. */
    public abstract String code();

    /** The request's field at fault; null when it is none. */
    public @Nullable String param() {
        return null;
    }

    /** Whether the same call may succeed a moment later. */
    public boolean retryable() {
        return false;
    }

    /** Headers that the client should see, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }
}
