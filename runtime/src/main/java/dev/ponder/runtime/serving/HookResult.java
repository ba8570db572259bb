package dev.ponder.runtime.serving;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;

/** The result of a hook method, after its {@code Uni} or {@code CompletionStage} completed. */
public sealed interface HookResult {

    /** The argument of the next hook method: the value, or the stream as a {@code Multi}. */
    Object payload();

    /** The same result with its stream replaced; a value stays as it is. */
    HookResult mapStream(UnaryOperator<Multi<Object>> stream);

    /** Applies one of two functions. */
    <T> T fold(Function<@Nullable Object, T> value, Function<Multi<Object>, T> stream);

    /**
     * A single value.
     *
     * @param value null if the method returned null
     */
    record Value(@Nullable Object value) implements HookResult {

        /** Null is passed on; the parameters of the hook methods are not annotated, because few models return null. */
        @Override
        @SuppressWarnings("NullAway")
        public Object payload() {
            return value;
        }

        @Override
        public HookResult mapStream(UnaryOperator<Multi<Object>> stream) {
            return this;
        }

        @Override
        public <T> T fold(Function<@Nullable Object, T> whole, Function<Multi<Object>, T> stream) {
            return whole.apply(value);
        }
    }

    /** A stream of items, not subscribed to yet. */
    record Stream(Multi<Object> items) implements HookResult {

        @Override
        public Object payload() {
            return items;
        }

        @Override
        public HookResult mapStream(UnaryOperator<Multi<Object>> stream) {
            return new Stream(stream.apply(items));
        }

        @Override
        public <T> T fold(Function<@Nullable Object, T> value, Function<Multi<Object>, T> stream) {
            return stream.apply(items);
        }
    }
}
