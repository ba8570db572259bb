package dev.ponder.api.error;

import java.util.Map;

/** A client reached a limit of all its requests together: 429, with the types and codes of OpenAI's API. */
public final class QuotaExceeded extends InferenceException {

    private static final long serialVersionUID = 1;

    private final String type;
    private final String code;
    private final Map<String, String> headers;

    private QuotaExceeded(String type, String code, String message, Map<String, String> headers) {
        super(message, null);
        this.type = type;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Too many requests or tokens in a minute, or too many calls at a time: a later retry may succeed.
     *
     * @param headers the headers for the client, such as {@code Retry-After}
     */
    public static QuotaExceeded rateLimited(String message, Map<String, String> headers) {
        return new QuotaExceeded("rate_limit_error", "rate_limit_exceeded", message, headers);
    }

    /** The spending budget is used up until its period ends. */
    public static QuotaExceeded insufficientQuota(String message, Map<String, String> headers) {
        return new QuotaExceeded("insufficient_quota", "insufficient_quota", message, headers);
    }

    @Override
    public int status() {
        return 429;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
