package dev.ponder.api.error;

import org.jspecify.annotations.Nullable;

/** The request itself is at fault; sending it again unchanged fails again. */
public final class RequestException extends InferenceException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final @Nullable String param;

    private RequestException(int status, String code, @Nullable String param, String message) {
        super(message, null);
        this.status = status;
        this.code = code;
        this.param = param;
    }

    /** A field that is missing, of the wrong type or out of range. */
    public static RequestException invalid(@Nullable String param, String message) {
        return new RequestException(400, "invalid_request_error", param, message);
    }

    /** A stream was asked of a strategy that can only emulate one, and emulation is off. */
    public static RequestException streamingUnsupported(String message) {
        return new RequestException(400, "streaming_unsupported", "stream", message);
    }

    /** There is no such model. */
    public static RequestException unknownModel(String message) {
        return new RequestException(404, "model_not_found", "model", message);
    }

    /** There is nothing at this path. */
    public static RequestException unknownPath(String message) {
        return new RequestException(404, "not_found_error", null, message);
    }

    /** The path is there, but not for this method. */
    public static RequestException wrongMethod(String message) {
        return new RequestException(405, "method_not_allowed", null, message);
    }

    /** The body is larger than the operator allows. */
    public static RequestException tooLarge(String message) {
        return new RequestException(413, "request_too_large", null, message);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String type() {
        return "invalid_request_error";
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public @Nullable String param() {
        return param;
    }
}
