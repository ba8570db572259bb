package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.strategy.ParameterDescriptor;

/** Reads a strategy's parameter as a value of its setting's own type. */
final class ParameterReader {

    private ParameterReader() {
    }

    public static Object read(ParameterDescriptor parameter, JsonField field) {
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
        if (type.isEnum()) {
            return field.constant(type);
        }
        return texts(type, parameter.method().getGenericReturnType().getTypeName().contains("java.util.List"), field);
    }

    private static int integer(ParameterDescriptor parameter, JsonField field) {
        return (int) field.integer((long) Math.max(parameter.min(), Integer.MIN_VALUE),
                (long) Math.min(parameter.max(), Integer.MAX_VALUE));
    }

    private static long longInteger(ParameterDescriptor parameter, JsonField field) {
        return field.integer((long) parameter.min(), (long) parameter.max());
    }

    private static Object texts(Class<?> type, boolean ofTexts, JsonField field) {
        if (type == String.class) {
            return field.text("a text");
        }
        if (type == List.class) {
            return list(field);
        }
        if (type == Optional.class) {
            return Optional.of(ofTexts ? list(field) : field.text("a text"));
        }
        throw new IllegalStateException("parameter " + field.path() + " is a " + type.getName()
                + " (expected a number, boolean, text, list of texts, enum or Duration)");
    }

    private static List<String> list(JsonField field) {
        var texts = new ArrayList<String>();
        JsonNode array = field.required("a list of texts");
        if (!array.isArray()) {
            throw field.refuse("a list of texts");
        }
        for (int i = 0; i < array.size(); i++) {
            texts.add(field.item(i).text("a text"));
        }
        return texts;
    }
}
