package dev.ponder.deployment.exception;

import java.util.List;

import dev.ponder.api.serving.ServedModel;

/** A class annotated with {@link ServedModel} is invalid. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private InvalidModelException(String message) {
        super(message);
    }

    /** Several models have the same name. */
    public static InvalidModelException duplicate(String name, List<String> classes) {
        return new InvalidModelException("@ServedModel name '" + name + "' is used by "
                + String.join(" and ", classes) + " (expected a unique name)");
    }

    /** The name cannot be a path segment. */
    public static InvalidModelException malformed(String className, String name) {
        return new InvalidModelException("@ServedModel name '" + name + "' of " + className
                + " is malformed (expected " + ServedModel.NAME_EXPECTED + ")");
    }

    /** The class implements no interface of models. */
    public static InvalidModelException notAModel(String className) {
        return new InvalidModelException("@ServedModel on " + className
                + ", which is not a model (expected InferenceModel, GenerativeModel or EncoderModel)");
    }
}
