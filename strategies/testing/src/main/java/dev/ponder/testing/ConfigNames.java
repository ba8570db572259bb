package dev.ponder.testing;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/** The property names of a configuration interface. */
final class ConfigNames {

    private static final Pattern KEY = Pattern.compile("\"[^\"]+\"|[^.]+");

    private ConfigNames() {
    }

    /** All names; {@code *} stands for the keys of a map. */
    static Stream<String> all(Class<?> type, String prefix) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !method.isDefault())
                .flatMap(method -> all(method.getGenericReturnType(), of(prefix, method)));
    }

    /** Whether a property has one of these names. */
    static boolean knows(List<String> names, String property) {
        return names.stream().anyMatch(name -> property.matches(
                Pattern.quote(name).replace("*", "\\E(\"[^\"]+\"|[^.]+)\\Q")));
    }

    static String of(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName name = method.getAnnotation(WithName.class);
        return prefix + "." + (name == null ? kebab(method.getName()) : name.value());
    }

    static boolean isGroup(Class<?> type) {
        return type.isInterface() && !type.getName().startsWith("java.");
    }

    static Class<?> raw(Type type) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        return java.lang.invoke.MethodType.methodType(raw).wrap().returnType();
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /** The map key at the start of a name; if the map holds plain values, the key is the whole name. */
    static String key(String rest, Type entry) {
        var first = KEY.matcher(rest);
        return isGroup(raw(entry)) && first.lookingAt() ? first.group() : rest;
    }

    static String unquoted(String key) {
        return key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
    }

    private static Stream<String> all(Type type, String name) {
        Class<?> raw = raw(type);
        if (isGroup(raw)) {
            return all(raw, name);
        }
        if (raw == Map.class) {
            return all(argument(type, 1), name + ".*");
        }
        return raw == Optional.class ? all(argument(type, 0), name) : Stream.of(name);
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
