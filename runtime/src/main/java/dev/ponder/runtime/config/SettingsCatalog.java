package dev.ponder.runtime.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.ponder.api.Parameter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;

/** The settings that a configuration interface declares. */
public final class SettingsCatalog {

    private SettingsCatalog() {
    }

    /** All settings of a configuration interface, groups and maps included. */
    public static List<Setting> of(Class<?> mapping, String prefix) {
        return settings(mapping, prefix).toList();
    }

    private static Stream<Setting> settings(Class<?> group, String prefix) {
        return Arrays.stream(group.getMethods())
                .filter(method -> !method.isDefault() && method.getParameterCount() == 0)
                .flatMap(method -> settings(method.getGenericReturnType(), name(prefix, method), method, false));
    }

    private static Stream<Setting> settings(Type type, String name, Method method, boolean list) {
        Class<?> raw = raw(type);
        if (raw == Map.class) {
            return settings(argument(type, 1), name + ".*", method, list);
        }
        if (raw == Optional.class) {
            return settings(argument(type, 0), name, method, list);
        }
        if (raw == List.class) {
            return settings(argument(type, 0), name, method, true);
        }
        return raw.isInterface() && !raw.getName().startsWith("java.")
                ? settings(raw, name)
                : Stream.of(leaf(plain(raw), name, method, list));
    }

    private static Setting leaf(Class<?> type, String name, Method method, boolean list) {
        Range range = method.getAnnotation(Range.class);
        Parameter parameter = method.getAnnotation(Parameter.class);
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        double min = range != null ? range.min() : parameter != null ? parameter.min() : 0;
        double max = range != null ? range.max() : parameter != null ? parameter.max() : Double.POSITIVE_INFINITY;
        boolean signed = type == Long.class && name.endsWith("seed");
        return new Setting(name, type, list, signed ? Double.NEGATIVE_INFINITY : min, max,
                Optional.ofNullable(byDefault).map(WithDefault::value));
    }

    private static Class<?> plain(Class<?> raw) {
        return raw == OptionalInt.class
                ? Integer.class
                : raw == OptionalLong.class ? Long.class : raw == OptionalDouble.class ? Double.class : raw;
    }

    private static String name(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName name = method.getAnnotation(WithName.class);
        return prefix + "." + (name == null ? StringUtil.skewer(method.getName()) : name.value());
    }

    private static Class<?> raw(Type type) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        return MethodType.methodType(raw).wrap().returnType();
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
