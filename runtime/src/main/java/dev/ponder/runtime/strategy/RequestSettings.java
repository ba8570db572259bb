package dev.ponder.runtime.strategy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Settings;

/** A strategy's configuration, overridden by a request's parameters. */
public final class RequestSettings implements Settings {

    /** The settings of a plain call: none. */
    public static final Settings NONE = new Settings() {
        @Override
        public <C> C of(C config) {
            return config;
        }

        @Override
        public boolean requested(String parameter) {
            return false;
        }
    };

    private final StrategyDescriptor strategy;
    private final Map<String, Object> values;

    public RequestSettings(StrategyDescriptor strategy, ParameterValues values) {
        this.strategy = strategy;
        this.values = values.of(strategy.id());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <C> C of(C config) {
        Class<?> type = strategy.settings();
        if (!type.isInstance(config)) {
            throw new IllegalArgumentException(
                    "settings of strategy '" + strategy.id() + "': " + config.getClass().getName()
                            + " (expected the interface in @Strategy(settings), " + type.getName() + ")");
        }
        return values.isEmpty()
                ? config
                : (C) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                        new Overlay(config, values));
    }

    @Override
    public boolean requested(String parameter) {
        return strategy.parameter(parameter).filter(known -> values.containsKey(known.method().getName())).isPresent();
    }

    private record Overlay(Object config, Map<String, Object> values) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments == null && values.containsKey(method.getName())) {
                return values.get(method.getName());
            }
            if (!method.canAccess(config)) {
                method.setAccessible(true);
            }
            try {
                return method.invoke(config, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
