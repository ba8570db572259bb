package dev.ponder.api.error;

import java.util.Map;

/** The server or an upstream has no capacity for the request: 503. */
public final class Overloaded extends InferenceException {

    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;

    /**
     * Rejects a request.
     *
     * @param retryAfterSeconds when the client should retry, in seconds, at least 1
     */
    public Overloaded(String message, int retryAfterSeconds) {
        super(message, null);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    @Override
    public int status() {
        return 503;
    }

    @Override
    public String type() {
        return "overloaded";
    }

    @Override
    public String code() {
        return "overloaded";
    }

    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", Integer.toString(retryAfterSeconds));
    }
}
