package dev.ponder.deployment.exception;

import java.util.List;

import dev.ponder.api.serving.ServedModel;

/** A class that is marked as a served model and cannot be one. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private InvalidModelException(String message) {
        super(message);
    }

    /** Several classes claim one name. */
    public static InvalidModelException duplicate(String name, List<String> classes) {
        return new InvalidModelException("@ServedModel name '" + name + "' is taken by "
                + String.join(" and ", classes) + " (expected one class for each name)");
    }

    /** The name cannot be a segment of a path. */
    public static InvalidModelException malformed(String className, String name) {
        return new InvalidModelException("@ServedModel name '" + name + "' of " + className
                + " is malformed (expected " + ServedModel.NAME_EXPECTED + ")");
    }

    /** The class does nothing that clients could ask for. */
    public static InvalidModelException notAModel(String className) {
        return new InvalidModelException("@ServedModel on " + className
                + ", which serves nothing (expected an InferenceModel, a GenerativeModel or an EncoderModel)");
    }
}
