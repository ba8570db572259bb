package dev.ponder.api.error;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The request is invalid; a retry of the same request fails again. */
public final class RequestException extends InferenceException {

    private static final long serialVersionUID = 1;

    private static final String INVALID_API_KEY = "invalid_api_key";

    private final int status;
    private final String code;
    private final @Nullable String param;
    private final Map<String, String> headers;

    private RequestException(int status, String code, @Nullable String param, String message) {
        this(status, code, param, message, Map.of());
    }

    private RequestException(int status, String code, @Nullable String param, String message,
            Map<String, String> headers) {
        super(message, null);
        this.headers = headers;
        this.status = status;
        this.code = code;
        this.param = param;
    }

    /** A field is missing, of the wrong type or out of range: 400. */
    public static RequestException invalid(@Nullable String param, String message) {
        return new RequestException(400, "invalid_request_error", param, message);
    }

    /** The client wants a stream, but the strategy can only emulate one, and emulation is disabled: 400. */
    public static RequestException streamingUnsupported(String message) {
        return new RequestException(400, "streaming_unsupported", "stream", message);
    }

    /** The request has no valid API key or token: 401, with the type {@code authentication_error}. */
    public static RequestException unauthenticated(String message) {
        return new RequestException(401, INVALID_API_KEY, null, message, Map.of("WWW-Authenticate", "Bearer"));
    }

    /** The operator does not allow what the request asks for: 403. */
    public static RequestException forbidden(@Nullable String param, String message) {
        return new RequestException(403, "permission_error", param, message);
    }

    /** No upstream serves the model: 404. */
    public static RequestException unknownModel(String message) {
        return new RequestException(404, "model_not_found", "model", message);
    }

    /** The path does not exist: 404. */
    public static RequestException unknownPath(String message) {
        return new RequestException(404, "not_found_error", null, message);
    }

    /** The path does not support the HTTP method: 405. */
    public static RequestException wrongMethod(String message) {
        return new RequestException(405, "method_not_allowed", null, message);
    }

    /** The body is larger than the configured maximum: 413. */
    public static RequestException tooLarge(String message) {
        return new RequestException(413, "request_too_large", null, message);
    }

    /**
     * The body has a content coding that the server does not decode: 415.
     *
     * @param accepted the codings that it decodes
     */
    public static RequestException unsupportedCoding(String message, String accepted) {
        return new RequestException(415, "unsupported_media_type", null, message, Map.of("Accept-Encoding", accepted));
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String type() {
        return code.equals(INVALID_API_KEY) ? "authentication_error" : "invalid_request_error";
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public @Nullable String param() {
        return param;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
