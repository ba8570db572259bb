package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.ponder.runtime.strategy.ParameterDescriptor;

/** Reads a strategy parameter as a value of the type that the strategy's settings declare. */
final class ParameterReader {

    private ParameterReader() {
    }

    static Object read(ParameterDescriptor parameter, JsonField field) {
        Class<?> type = parameter.method().getReturnType();
        if (type == int.class) {
            return integer(parameter, field);
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(integer(parameter, field));
        }
        if (type == long.class) {
            return longInteger(parameter, field);
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(longInteger(parameter, field));
        }
        if (type == double.class) {
            return field.number(parameter.min(), parameter.max());
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.of(field.number(parameter.min(), parameter.max()));
        }
        if (type == boolean.class) {
            return field.bool();
        }
        if (type == Duration.class) {
            return Duration.ofMillis(longInteger(parameter, field));
        }
        if (type == String.class) {
            return field.text("a text");
        }
        if (type == List.class) {
            return texts(field);
        }
        if (type == Optional.class) {
            boolean list = parameter.method().getGenericReturnType().getTypeName().contains("java.util.List");
            return Optional.of(list ? texts(field) : field.text("a text"));
        }
        if (type.isEnum()) {
            return field.constant(type);
        }
        throw new IllegalStateException("parameter " + field.path() + " is a " + type.getName()
                + " (expected a number, boolean, text, list of texts, enum or Duration)");
    }

    private static int integer(ParameterDescriptor parameter, JsonField field) {
        return (int) field.integer((long) Math.max(parameter.min(), Integer.MIN_VALUE),
                (long) Math.min(parameter.max(), Integer.MAX_VALUE));
    }

    private static long longInteger(ParameterDescriptor parameter, JsonField field) {
        return field.integer((long) parameter.min(), (long) parameter.max());
    }

    private static List<String> texts(JsonField field) {
        return field.array("a list of texts").stream().map(item -> item.text("a text")).toList();
    }
}
