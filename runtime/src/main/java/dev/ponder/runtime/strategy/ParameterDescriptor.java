package dev.ponder.runtime.strategy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.ponder.api.Parameter;

/**
 * A setting of a strategy that requests may override.
 *
 * @param strategy the strategy's id
 * @param name its name under the strategy's id in the body's {@code ponder} object
 * @param flatNames its names at the top level of the body
 * @param min the minimum, inclusive
 * @param max the maximum, inclusive
 * @param method the method of the settings interface
 */
public record ParameterDescriptor(String strategy, String name, List<String> flatNames, double min, double max,
        Method method) {

    static List<ParameterDescriptor> allOf(String strategy, Class<?> settings) {
        return Arrays.stream(settings.getMethods())
                .filter(method -> method.isAnnotationPresent(Parameter.class))
                .map(method -> of(strategy, method))
                .sorted(Comparator.comparing(ParameterDescriptor::name))
                .toList();
    }

    private static ParameterDescriptor of(String strategy, Method method) {
        Parameter parameter = method.getAnnotation(Parameter.class);
        return new ParameterDescriptor(strategy, snakeCase(method.getName()), List.of(parameter.flat()),
                parameter.min(),
                parameter.max(), method);
    }

    /** The same parameter with a lower maximum. */
    ParameterDescriptor cappedAt(double cap) {
        return new ParameterDescriptor(strategy, name, flatNames, min, Math.min(max, cap), method);
    }

    /** The parameter's path in the body. */
    public String path() {
        return "ponder." + strategy + "." + name;
    }

    private static String snakeCase(String camelCase) {
        var name = new StringBuilder();
        for (char c : camelCase.toCharArray()) {
            name.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return name.toString();
    }
}
