package dev.ponder.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

class HookTest {

    @Test
    void blocksIfItReturnsAValue() {
        assertThat(Hook.PREDICT.blocks(Plain.class)).isTrue();
        assertThat(Hook.LOAD.blocks(Plain.class)).isTrue();
    }

    @Test
    void doesNotBlockIfItIsNotTheModelsOwn() {
        assertThat(Hook.PREPROCESS.blocks(Plain.class)).isFalse();
        assertThat(Hook.EXPLAIN.blocks(Plain.class)).isFalse();
        assertThat(Hook.UNLOAD.blocks(Plain.class)).isFalse();
    }

    @Test
    void doesNotBlockIfItReturnsAPromise() {
        assertThat(Hook.LOAD.blocks(Reactive.class)).isFalse();
        assertThat(Hook.PREPROCESS.blocks(Reactive.class)).isFalse();
        assertThat(Hook.PREDICT.blocks(Reactive.class)).isFalse();
        assertThat(Hook.POSTPROCESS.blocks(Reactive.class)).isFalse();
    }

    @Test
    void doesAsItsAnnotationSays() {
        assertThat(Hook.PREPROCESS.blocks(Annotated.class)).isFalse();
        assertThat(Hook.PREDICT.blocks(Annotated.class)).isTrue();
    }

    @Test
    void doesAsTheAnnotationOfItsClassSays() {
        assertThat(Hook.PREDICT.blocks(NonBlockingClass.class)).isFalse();
        assertThat(Hook.PREPROCESS.blocks(NonBlockingClass.class)).isTrue();
        assertThat(Hook.PREDICT.blocks(BlockingClass.class)).isTrue();
    }

    @Test
    void isInherited() {
        assertThat(Hook.PREDICT.blocks(Heir.class)).isFalse();
        assertThat(Hook.POSTPROCESS.blocks(Heir.class)).isTrue();
    }

    static class Plain implements InferenceModel {

        @Override
        public Object load() {
            return true;
        }

        @Override
        public Object predict(Object input, ModelCall call) {
            return input;
        }
    }

    static class Reactive implements InferenceModel {

        @Override
        public Uni<Boolean> load() {
            return Uni.createFrom().item(true);
        }

        @Override
        public Flow.Publisher<Object> preprocess(Object payload, ModelCall call) {
            return Multi.createFrom().item(payload);
        }

        @Override
        public Uni<Object> predict(Object input, ModelCall call) {
            return Uni.createFrom().item(input);
        }

        @Override
        public Multi<Object> postprocess(Object output, ModelCall call) {
            return Multi.createFrom().item(output);
        }
    }

    static class Annotated implements InferenceModel {

        @Override
        @NonBlocking
        public Object preprocess(Object payload, ModelCall call) {
            return payload;
        }

        @Override
        @Blocking
        public Uni<Object> predict(Object input, ModelCall call) {
            return Uni.createFrom().item(input);
        }
    }

    @NonBlocking
    static class NonBlockingClass implements InferenceModel {

        @Override
        @Blocking
        public Object preprocess(Object payload, ModelCall call) {
            return payload;
        }

        @Override
        public Object predict(Object input, ModelCall call) {
            return input;
        }
    }

    @Blocking
    static class BlockingClass extends Reactive {

        @Override
        public Uni<Object> predict(Object input, ModelCall call) {
            return Uni.createFrom().item(input);
        }
    }

    static class Heir extends Reactive {

        @Override
        @Blocking
        public Multi<Object> postprocess(Object output, ModelCall call) {
            return Multi.createFrom().item(output);
        }
    }
}
