package dev.ponder.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithDefault;

/**
 * Implements a configuration interface over properties, with SmallRye's converters. SmallRye's own mapping generates classes
 * with a library that is not on the class path of Quarkus applications.
 */
final class ConfigProxy implements InvocationHandler {

    private final SmallRyeConfig config;
    private final Class<?> type;
    private final String prefix;

    private ConfigProxy(SmallRyeConfig config, Class<?> type, String prefix) {
        this.config = config;
        this.type = type;
        this.prefix = prefix;
    }

    static <C> C of(Class<C> type, String prefix, SmallRyeConfig config) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                new ConfigProxy(config, type, prefix)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        return value(method.getGenericReturnType(), ConfigNames.of(prefix, method),
                byDefault == null ? null : byDefault.value());
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of " + prefix;
        };
    }

    private Object value(Type wanted, String name, @Nullable String byDefault) {
        Class<?> raw = ConfigNames.raw(wanted);
        if (ConfigNames.isGroup(raw)) {
            return of(raw, name, config);
        }
        if (raw == Map.class) {
            return map(ConfigNames.argument(wanted, 1), name, byDefault);
        }
        if (raw == List.class) {
            return list(ConfigNames.raw(ConfigNames.argument(wanted, 0)), name, byDefault);
        }
        if (raw == Optional.class && ConfigNames.argument(wanted, 0) instanceof ParameterizedType list) {
            return Optional.of(value(list, name, byDefault)).filter(values -> !((List<?>) values).isEmpty());
        }
        if (raw == Optional.class) {
            return leaf(ConfigNames.raw(ConfigNames.argument(wanted, 0)), name, byDefault);
        }
        if (raw.getName().startsWith("java.util.Optional")) {
            return leaf(raw, name, byDefault).orElseThrow();
        }
        return leaf(raw, name, byDefault).orElseThrow(() -> new AssertionError(name + ": has no value and no default"));
    }

    private <T> Optional<T> leaf(Class<T> leaf, String name, @Nullable String byDefault) {
        return config.getOptionalValue(name, leaf)
                .or(() -> Optional.ofNullable(config.convert(given(byDefault), leaf)));
    }

    private List<?> list(Class<?> leaf, String name, @Nullable String byDefault) {
        Optional<? extends List<?>> set = config.getOptionalValues(name, leaf, ArrayList::new);
        return set.isPresent()
                ? set.get()
                : Arrays.stream(given(byDefault).split(",")).filter(text -> !text.isBlank())
                        .map(text -> config.convert(text.strip(), leaf)).toList();
    }

    private Map<String, Object> map(Type entry, String name, @Nullable String byDefault) {
        var entries = new TreeMap<String, Object>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(name + ".")) {
                String key = ConfigNames.key(property.substring(name.length() + 1), entry);
                entries.computeIfAbsent(ConfigNames.unquoted(key), it -> value(entry, name + "." + key, byDefault));
            }
        }
        return entries;
    }

    /** A default that refers to an environment variable has no value in tests. */
    private static String given(@Nullable String byDefault) {
        return byDefault == null || byDefault.startsWith("${") ? "" : byDefault;
    }
}
