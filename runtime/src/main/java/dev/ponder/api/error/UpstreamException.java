package dev.ponder.api.error;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A call to a model server failed. */
public final class UpstreamException extends InferenceException {

    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final int status;
    private final String code;
    private final @Nullable String param;
    private final Map<String, String> headers;

    /** The kind of error. It determines the default status and error type, and whether a retry may succeed. */
    public enum Fault {
        /** The server could not be reached, or closed or reset the connection before its response. */
        UNREACHABLE(502, "upstream_error", true),
        /** The server closed or reset the connection during its response. */
        TRUNCATED(502, "upstream_error", true),
        /** The response is malformed. */
        MALFORMED(502, "upstream_error", false),
        /** The server reported an internal error (5xx). */
        FAILED(502, "upstream_error", true),
        /** The connection, the first byte or the whole response took too long. */
        TIMEOUT(504, "upstream_timeout", true),
        /** The stream started, then stalled. */
        STALLED(504, "upstream_stalled", false),
        /** The circuit breaker is open after repeated failures. */
        CIRCUIT_OPEN(503, "overloaded", false),
        /** The server rejected the request. */
        BAD_REQUEST(400, "invalid_request_error", false),
        /** The server rejected the API key. */
        UNAUTHENTICATED(401, "authentication_error", false),
        /** The API key has no permission for the request. */
        FORBIDDEN(403, "permission_error", false),
        /** The server does not know the model. */
        NOT_FOUND(404, "not_found_error", false),
        /** The server limits the rate of requests. */
        RATE_LIMITED(429, "rate_limit_error", true);

        private final int status;
        private final String type;
        private final boolean retryable;

        Fault(int status, String type, boolean retryable) {
            this.status = status;
            this.type = type;
            this.retryable = retryable;
        }

        /** Whether the upstream rejected the request itself with 4xx, so that every other call of it would fail too. */
        public boolean isClientError() {
            return this == BAD_REQUEST || this == UNAUTHENTICATED || this == FORBIDDEN || this == NOT_FOUND;
        }
    }

    private UpstreamException(Fault fault, int status, String code, @Nullable String param, String message,
            Map<String, String> headers, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.status = status;
        this.code = code;
        this.param = param;
        this.headers = Map.copyOf(headers);
    }

    /** An error with the status and code of its kind. */
    public static UpstreamException of(Fault fault, String message, @Nullable Throwable cause) {
        return new UpstreamException(fault, fault.status, fault.type, null, message, Map.of(), cause);
    }

    /** A timeout, with a code that names it. */
    public static UpstreamException late(Fault fault, String code, String message) {
        return new UpstreamException(fault, fault.status, code, null, message, Map.of(), null);
    }

    /**
     * An error that the upstream reported.
     *
     * @param status the HTTP status for the client
     * @param code the upstream's error code; null for the type of the kind
     * @param param the request field that the upstream names; null if it names none
     * @param headers the upstream's headers for the client
     */
    public static UpstreamException reported(Fault fault, int status, @Nullable String code, @Nullable String param,
            String message, Map<String, String> headers) {
        return new UpstreamException(fault, status, code == null ? fault.type : code, param, message, headers, null);
    }

    /**
     * Whether a failure is a transient error of an upstream or a served model, or a full queue, and not a rejection of
     * the request itself: a stage with other candidates continues without this one.
     */
    public static boolean isTransient(Throwable failure) {
        return failure instanceof Overloaded
                || failure instanceof UpstreamException known && !known.fault.isClientError()
                || failure instanceof ModelException model && model.isTransient();
    }

    /** The kind of error. */
    public Fault fault() {
        return fault;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String type() {
        return fault.type;
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
    public boolean retryable() {
        return fault.retryable;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
