package dev.ponder.runtime.serving;

import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import io.smallrye.common.annotation.NonBlocking;

/** A model whose hooks a test gives it. */
@NonBlocking
final class ToyModel implements InferenceModel {

    Object load = true;
    boolean ready = true;
    BooleanSupplier readiness = () -> ready;
    int loads;
    int unloads;
    Function<Object, Object> preprocess = payload -> payload;
    Function<Object, Object> predict = input -> input;
    Function<Object, Object> postprocess = output -> output;

    @Override
    public Object load() {
        loads++;
        if (load instanceof RuntimeException failure) {
            throw failure;
        }
        return load;
    }

    @Override
    public Object unload() {
        unloads++;
        return true;
    }

    @Override
    public boolean ready() {
        return readiness.getAsBoolean();
    }

    @Override
    public Object preprocess(Object payload, ModelCall call) {
        return preprocess.apply(payload);
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        return predict.apply(input);
    }

    @Override
    public Object postprocess(Object output, ModelCall call) {
        return postprocess.apply(output);
    }
}
