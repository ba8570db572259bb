package dev.ponder.api.error;

import org.jspecify.annotations.Nullable;

/**
 * An error of a served model, or its absence. The messages for unknown models and models that are not ready are those of
 * KServe, because its clients compare them.
 */
public final class ModelException extends InferenceException {

    private static final long serialVersionUID = 1;

    private final Fault fault;

    /** The kind of error. */
    public enum Fault {
        /** The model does not accept the input. */
        INVALID_INPUT(400, "invalid_request_error", "invalid_request_error"),
        /** No model has this name. */
        NOT_FOUND(404, "invalid_request_error", "model_not_found"),
        /** The model exists, but is not loaded. */
        NOT_READY(503, "overloaded", "model_not_ready"),
        /** The model does not support the operation. */
        NOT_IMPLEMENTED(501, "invalid_request_error", "not_implemented"),
        /** The model failed. */
        FAILED(500, "server_error", "inference_failed");

        private final int status;
        private final String type;
        private final String code;

        Fault(int status, String type, String code) {
            this.status = status;
            this.type = type;
            this.code = code;
        }
    }

    private ModelException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** The model does not accept the input; the message says what it accepts. */
    public static ModelException invalidInput(String message) {
        return new ModelException(Fault.INVALID_INPUT, message, null);
    }

    /** No model has this name. */
    public static ModelException notFound(String model) {
        return new ModelException(Fault.NOT_FOUND, "Model with name " + model + " does not exist.", null);
    }

    /**
     * The model exists, but is not loaded.
     *
     * @param detail the reason; null if unknown
     */
    public static ModelException notReady(String model, @Nullable String detail) {
        return new ModelException(Fault.NOT_READY,
                "Model with name " + model + " is not ready." + (detail == null ? "" : " " + detail), null);
    }

    /** The model does not support the operation. */
    public static ModelException notImplemented(String message) {
        return new ModelException(Fault.NOT_IMPLEMENTED, message, null);
    }

    /**
     * The model failed.
     *
     * @param message for the client; contains nothing internal
     * @param cause for the log
     */
    public static ModelException failed(String message, @Nullable Throwable cause) {
        return new ModelException(Fault.FAILED, message, cause);
    }

    /** Whether the model failed, and not its input. */
    boolean isTransient() {
        return fault == Fault.FAILED || fault == Fault.NOT_READY;
    }

    /** The kind of error. */
    public Fault fault() {
        return fault;
    }

    @Override
    public int status() {
        return fault.status;
    }

    @Override
    public String type() {
        return fault.type;
    }

    @Override
    public String code() {
        return fault.code;
    }

    @Override
    public boolean retryable() {
        return fault == Fault.NOT_READY;
    }
}
