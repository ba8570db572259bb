package dev.ponder.runtime.config.provider;

import java.util.Optional;
import java.util.function.Function;

/** Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a text; a default may contain variables again. */
final class Variables {

    private final Function<String, Optional<String>> values;

    Variables(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /**
     * The text with the values of its variables. A variable without a value and without a default, and one that is not closed,
     * throws an {@link IllegalArgumentException} that says what was expected.
     */
    String expanded(String text) {
        var expanded = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
            int close = close(text, open);
            expanded.append(text, from, open).append(value(text.substring(open + 2, close)));
            from = close + 1;
        }
        return expanded.append(text.substring(from)).toString();
    }

    private String value(String expression) {
        int separator = expression.indexOf(":-");
        String name = separator < 0 ? expression : expression.substring(0, separator);
        Optional<String> value = values.apply(name).filter(text -> !text.isEmpty());
        if (value.isPresent()) {
            return value.get();
        }
        if (separator < 0) {
            throw new IllegalArgumentException("the variable " + name + " has no value (expected it in the environment,"
                    + " or a default: ${" + name + ":-default})");
        }
        return expanded(expression.substring(separator + 2));
    }

    private static int close(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a variable is not closed (expected ${NAME} or ${NAME:-default})");
    }
}
