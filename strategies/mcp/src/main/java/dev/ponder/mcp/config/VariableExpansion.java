package dev.ponder.mcp.config;

import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} anywhere in a value by environment variables that the operator
 * allows; {@code ${env:NAME}} is the same as {@code ${NAME}}. Immutable, thread-safe.
 */
final class VariableExpansion {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
    private static final Pattern UNKNOWN = Pattern.compile("\\$\\{[^}]{0,60}}?");

    private final Set<String> allowed;
    private final UnaryOperator<@Nullable String> environment;

    VariableExpansion(Collection<String> allowed, UnaryOperator<@Nullable String> environment) {
        this.allowed = Set.copyOf(allowed);
        this.environment = environment;
    }

    /** The value with its variables replaced. Fails for a variable that is not allowed, or has neither value nor default. */
    String expand(String value) {
        Matcher variable = VARIABLE.matcher(value);
        var expanded = new StringBuilder();
        int from = 0;
        while (variable.find()) {
            expanded.append(literal(value.substring(from, variable.start())))
                    .append(resolve(variable.group(1), variable.group(2)));
            from = variable.end();
        }
        return expanded.append(literal(value.substring(from))).toString();
    }

    private static String literal(String text) {
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.find()) {
            throw new IllegalArgumentException(unknown.group() + ": not supported (expected ${NAME} or ${NAME:-default})");
        }
        return text;
    }

    private String resolve(String name, @Nullable String defaultValue) {
        if (!allowed.contains(name)) {
            throw new IllegalArgumentException("${" + name + "}: not allowed (add " + name + " to ponder.mcp.environment)");
        }
        String value = environment.apply(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (defaultValue == null) {
            throw new IllegalArgumentException("${" + name + "}: not set (expected the environment variable " + name
                    + ", or a default as in ${" + name + ":-default})");
        }
        return defaultValue;
    }
}
