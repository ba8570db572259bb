package dev.ponder.runtime.rest.ponder;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.strategy.ParameterDescriptor;

/** Describes a parameter of a strategy in the terms of JSON Schema, for forms. */
final class ParameterSchema {

    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, OptionalInt.class, OptionalLong.class,
            Duration.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, OptionalDouble.class);

    private ParameterSchema() {
    }

    /**
     * The schema of a parameter.
     *
     * @param settings the server's settings of the strategy, which have the defaults; null if they are unknown
     */
    static ObjectNode of(ParameterDescriptor parameter, Optional<String> description, @Nullable Object settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", parameter.name());
        Class<?> type = parameter.method().getReturnType();
        description.ifPresent(text -> json.put("description", text));
        json.put("type", type(parameter.method()));
        if (type == Duration.class) {
            json.put("unit", "ms");
        }
        if (json.path("type").asText().equals("array")) {
            json.putObject("items").put("type", "string");
        }
        if (type.isEnum()) {
            ArrayNode names = json.putArray("enum");
            Stream.of(type.getEnumConstants()).forEach(constant -> names.add(name(constant)));
        }
        if (settings != null) {
            putDefault(json, value(parameter.method(), settings));
        }
        bound(json, "minimum", parameter.min(), type);
        bound(json, "maximum", parameter.max(), type);
        ArrayNode flat = json.putArray("flat");
        parameter.flatNames().forEach(flat::add);
        return json;
    }

    private static String type(Method setting) {
        Class<?> type = setting.getReturnType();
        if (INTEGERS.contains(type)) {
            return "integer";
        }
        if (NUMBERS.contains(type)) {
            return "number";
        }
        if (type == boolean.class) {
            return "boolean";
        }
        return setting.getGenericReturnType().getTypeName().contains("java.util.List") ? "array" : "string";
    }

    private static void bound(ObjectNode json, String name, double bound, Class<?> type) {
        if (!Double.isFinite(bound)) {
            return;
        }
        if (INTEGERS.contains(type)) {
            json.put(name, (long) bound);
        } else {
            json.put(name, bound);
        }
    }

    private static @Nullable Object value(Method setting, Object settings) {
        try {
            setting.setAccessible(true);
            return setting.invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("setting " + setting + " has no value", e);
        }
    }

    private static void putDefault(ObjectNode json, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            putDefault(json, optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            optional.ifPresent(number -> json.put("default", number));
        } else if (value instanceof OptionalLong optional) {
            optional.ifPresent(number -> json.put("default", number));
        } else if (value instanceof OptionalDouble optional) {
            optional.ifPresent(number -> json.put("default", number));
        } else if (value instanceof List<?> list) {
            ArrayNode items = json.putArray("default");
            list.forEach(item -> items.add(String.valueOf(item)));
        } else if (value instanceof Duration duration) {
            json.put("default", duration.toMillis());
        } else if (value instanceof Enum<?> constant) {
            json.put("default", name(constant));
        } else if (value != null) {
            json.putPOJO("default", value);
        }
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }
}
