package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.configuration.MemorySize;

/**
 * A property that the server has.
 *
 * @param name its name; {@code *} stands for the key of a map
 * @param type the type of its values, or of one value of a list
 * @param list whether it has several values, separated by commas
 * @param min the minimum of a number, in bytes or milliseconds for sizes and durations
 * @param max the maximum
 * @param byDefault the default as it is declared; empty for none
 */
public record Setting(String name, Class<?> type, boolean list, double min, double max, Optional<String> byDefault) {

    private static final Set<String> BOOLEANS = Set.of("true", "false", "yes", "no", "y", "n", "on", "off", "1", "0",
            "t",
            "f");

    /** Whether a property has this name, with keys in place of the asterisks. */
    public boolean matches(String property) {
        int key = name.indexOf('*');
        if (key < 0) {
            return name.equals(property);
        }
        // Each start compares all settings with all properties, so few pairs may reach the pattern
        return property.startsWith(name.substring(0, key))
                && Pattern.compile(Arrays.stream(name.split("\\*", -1)).map(Pattern::quote)
                        .collect(Collectors.joining("(\"[^\"]+\"|[^.]+)"))
                        + (name.endsWith("*") ? "(\\.[^.]+)*" : "")).matcher(property).matches();
    }

    /** Whether an environment variable sets it. */
    public boolean matchesVariable(String variable) {
        if (name.indexOf('*') < 0) {
            return variable().equals(variable);
        }
        return Pattern.matches(variable().replace("__*__", "_+.+_+").replace("__*", "_+.+"), variable);
    }

    /** The environment variable that sets it; {@code *} stands for the key of a map. */
    public String variable() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_").replace("_*", "__*").replace("*_", "*__");
    }

    /** What is wrong with a value; empty if nothing is. */
    public Optional<String> fault(String property, String value, Config converters) {
        return list
                ? Arrays.stream(value.split(",")).flatMap(one -> faultOfOne(property, one, converters).stream())
                        .findFirst()
                : faultOfOne(property, value, converters);
    }

    private Optional<String> faultOfOne(String property, String value, Config converters) {
        String text = value.strip();
        if (text.isEmpty() || type == String.class) {
            return Optional.empty();
        }
        if (type == Boolean.class) {
            return BOOLEANS.contains(text.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : fault(property, text, "true or false");
        }
        try {
            Object converted = converters.getConverter(type).orElseThrow().convert(text);
            return inRange(converted) ? Optional.empty() : fault(property, text, range());
        } catch (RuntimeException notConverted) {
            return fault(property, text, expected());
        }
    }

    private boolean inRange(Object value) {
        double number = value instanceof Number some
                ? some.doubleValue()
                : value instanceof Duration duration
                        ? duration.toNanos() / 1e6
                        : value instanceof MemorySize size ? size.asLongValue() : min;
        return number >= min && number <= max;
    }

    private static Optional<String> fault(String property, String value, String expected) {
        return Optional.of(property + ": '" + value + "' (expected " + expected + ")");
    }

    private String expected() {
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
        return type == Duration.class
                ? "a duration such as 500MS, 10S or 5M"
                : type == MemorySize.class ? "a size such as 512K or 64M" : range();
    }

    private String range() {
        String unit = type == Duration.class ? " ms" : type == MemorySize.class ? " bytes" : "";
        String kind = type == Duration.class
                ? "a duration"
                : type == MemorySize.class ? "a size" : type == Double.class ? "a number" : "a whole number";
        return kind + " of " + (max == Double.POSITIVE_INFINITY
                ? "at least " + number(min) + unit
                : number(min) + " to " + number(max) + unit);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
