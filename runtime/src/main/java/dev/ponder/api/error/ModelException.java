package dev.ponder.api.error;

import org.jspecify.annotations.Nullable;

/**
 * What a served model, or the lack of one, has to say to a client. The texts for models that are not there or not ready
 * are those that clients of KServe know.
 */
public final class ModelException extends InferenceException {

    private static final long serialVersionUID = 1;

    private final Fault fault;

    /** What went wrong. */
    public enum Fault {
        /** The input is not what the model takes. */
        INVALID_INPUT(400, "invalid_request_error", "invalid_request_error"),
        /** There is no model of this name. */
        NOT_FOUND(404, "invalid_request_error", "model_not_found"),
        /** The model is there, but does not answer yet, or any more. */
        NOT_READY(503, "overloaded", "model_not_ready"),
        /** The model does not do this. */
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

    /** The input is not what the model takes; the message says what it takes. */
    public static ModelException invalidInput(String message) {
        return new ModelException(Fault.INVALID_INPUT, message, null);
    }

    /** There is no model of this name. */
    public static ModelException notFound(String model) {
        return new ModelException(Fault.NOT_FOUND, "Model with name " + model + " does not exist.", null);
    }

    /**
     * The model does not answer yet, or any more.
     *
     * @param detail why; null where nobody knows
     */
    public static ModelException notReady(String model, @Nullable String detail) {
        return new ModelException(Fault.NOT_READY,
                "Model with name " + model + " is not ready." + (detail == null ? "" : " " + detail), null);
    }

    /** The model does not do this. */
    public static ModelException notImplemented(String message) {
        return new ModelException(Fault.NOT_IMPLEMENTED, message, null);
    }

    /**
     * The model failed, in a way that the client may know of.
     *
     * @param message for the client; holds nothing internal
     * @param cause for the log
     */
    public static ModelException failed(String message, @Nullable Throwable cause) {
        return new ModelException(Fault.FAILED, message, cause);
    }

    /** Whether the model failed, and not its input. */
    boolean isTransient() {
        return fault == Fault.FAILED || fault == Fault.NOT_READY;
    }

    /** What went wrong. */
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
