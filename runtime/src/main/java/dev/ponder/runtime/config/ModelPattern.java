package dev.ponder.runtime.config;

/** Patterns of model names and header names, with {@code *} for any run of characters. */
public final class ModelPattern {

    private ModelPattern() {
    }

    /** Whether a text matches. Takes linear time for each star, so that no pattern blocks an event loop. */
    public static boolean matches(String pattern, String model) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(model);
        }
        String[] parts = pattern.split("\\*", -1);
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (!model.startsWith(first) || !model.endsWith(last) || model.length() < first.length() + last.length()) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int at = model.indexOf(parts[i], from);
            if (at < 0) {
                return false;
            }
            from = at + parts[i].length();
        }
        return from <= model.length() - last.length();
    }
}
