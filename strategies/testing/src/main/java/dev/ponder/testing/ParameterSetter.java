package dev.ponder.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyDescriptor;

/** Sets parameters of a strategy as a request's body does. */
final class ParameterSetter {

    private ParameterSetter() {
    }

    static ParameterValues set(StrategyDescriptor strategy, Map<String, Object> parameters) {
        ParameterValues values = ParameterValues.NONE;
        for (var parameter : parameters.entrySet()) {
            ParameterDescriptor descriptor = strategy.parameters().stream()
                    .filter(known -> known.name().equals(parameter.getKey())).findFirst()
                    .orElseThrow(() -> new AssertionError(parameter.getKey() + ": is no parameter of "
                            + strategy.id() + " (expected one of "
                            + strategy.parameters().stream().map(ParameterDescriptor::name).toList() + ")"));
            values = values.with(descriptor, checked(descriptor, parameter.getValue()));
        }
        return values;
    }

    private static Object checked(ParameterDescriptor parameter, Object value) {
        if (value instanceof Number number
                && (number.doubleValue() < parameter.min() || number.doubleValue() > parameter.max())) {
            throw new AssertionError(parameter.path() + ": " + value + " (expected " + parameter.min() + " to "
                    + parameter.max() + ")");
        }
        Object wrapped = wrapped(parameter.method().getReturnType(), value);
        if (!ConfigNames.raw(parameter.method().getReturnType()).isInstance(wrapped)) {
            throw new AssertionError(parameter.path() + ": " + value + " (expected a "
                    + parameter.method().getReturnType().getSimpleName() + ")");
        }
        return wrapped;
    }

    private static Object wrapped(Class<?> type, Object value) {
        if (type == Optional.class && (value instanceof String || value instanceof List)) {
            return Optional.of(value);
        }
        if (value instanceof Number number) {
            if (type == OptionalInt.class) {
                return OptionalInt.of(number.intValue());
            }
            if (type == OptionalLong.class) {
                return OptionalLong.of(number.longValue());
            }
            if (type == OptionalDouble.class) {
                return OptionalDouble.of(number.doubleValue());
            }
            if (type == Duration.class) {
                return Duration.ofMillis(number.longValue());
            }
            if (type == double.class) {
                return number.doubleValue();
            }
        }
        return value;
    }
}
