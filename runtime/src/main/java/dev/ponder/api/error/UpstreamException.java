package dev.ponder.api.error;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A model server did not answer, or not with an answer. */
public final class UpstreamException extends InferenceException {

    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final int status;
    private final String code;
    private final @Nullable String param;
    private final Map<String, String> headers;

    /** What went wrong; says what the client sees and whether a second try may help. */
    public enum Fault {
        /** It could not be reached, or broke off. */
        UNREACHABLE(502, "upstream_error", true),
        /** It sent something that is not an answer. */
        MALFORMED(502, "upstream_error", false),
        /** It reported a fault of its own (5xx). */
        FAILED(502, "upstream_error", true),
        /** It took too long to connect, to begin or to finish. */
        TIMEOUT(504, "upstream_timeout", true),
        /** It began to answer and then went silent. */
        STALLED(504, "upstream_stalled", false),
        /** It is left alone for a while, after repeated failures. */
        CIRCUIT_OPEN(503, "upstream_error", false),
        /** It refused the request as such. */
        BAD_REQUEST(400, "invalid_request_error", false),
        /** It did not accept our key. */
        UNAUTHENTICATED(401, "authentication_error", false),
        /** The key may not do this. */
        FORBIDDEN(403, "permission_error", false),
        /** It does not know the model. */
        NOT_FOUND(404, "not_found_error", false),
        /** It asks to slow down. */
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

    /** A fault with its usual status and code. */
    public static UpstreamException of(Fault fault, String message, @Nullable Throwable cause) {
        return new UpstreamException(fault, fault.status, fault.type, null, message, Map.of(), cause);
    }

    /** A fault with its usual status and a code that says which limit in time was passed. */
    public static UpstreamException late(Fault fault, String code, String message) {
        return new UpstreamException(fault, fault.status, code, null, message, Map.of(), null);
    }

    /**
     * A fault that the upstream itself described.
     *
     * @param status the status for the client
     * @param code the upstream's own code; null for the usual one of the fault
     * @param param the field that the upstream names
     * @param headers those of the upstream's headers that the client should see
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

    /** What went wrong. */
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
