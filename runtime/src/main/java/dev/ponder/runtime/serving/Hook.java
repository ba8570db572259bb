package dev.ponder.runtime.serving;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** A hook method of {@link InferenceModel}. */
public enum Hook {

    /** {@link InferenceModel#load}. */
    LOAD("load"),
    /** {@link InferenceModel#unload}. */
    UNLOAD("unload"),
    /** {@link InferenceModel#preprocess}. */
    PREPROCESS("preprocess", Object.class, ModelCall.class),
    /** {@link InferenceModel#predict}. */
    PREDICT("predict", Object.class, ModelCall.class),
    /** {@link InferenceModel#explain}. */
    EXPLAIN("explain", Object.class, ModelCall.class),
    /** {@link InferenceModel#postprocess}. */
    POSTPROCESS("postprocess", Object.class, ModelCall.class);

    private final String method;
    private final Class<?>[] parameters;

    Hook(String method, Class<?>... parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    /** The name of the Java method, which is also its name in metrics. */
    public String method() {
        return method;
    }

    /** Whether a class runs this method on worker threads: by an annotation, or else by the declared return type. */
    boolean blocks(Class<?> model) {
        Method declared = declaredBy(model);
        if (declared.getDeclaringClass() == InferenceModel.class) {
            return false;
        }
        if (declared.isAnnotationPresent(Blocking.class)) {
            return true;
        }
        if (declared.isAnnotationPresent(NonBlocking.class)) {
            return false;
        }
        if (model.isAnnotationPresent(Blocking.class) || model.isAnnotationPresent(NonBlocking.class)) {
            return model.isAnnotationPresent(Blocking.class);
        }
        Class<?> result = declared.getReturnType();
        return !Uni.class.isAssignableFrom(result) && !Flow.Publisher.class.isAssignableFrom(result)
                && !CompletionStage.class.isAssignableFrom(result);
    }

    /** Class.getMethod() prefers the most specific return type, so it skips the compiler's bridge methods. */
    private Method declaredBy(Class<?> model) {
        try {
            return model.getMethod(method, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(model + " has no method " + method + " (expected an InferenceModel)", e);
        }
    }
}
