package dev.ponder.runtime.upstream;

/** Model names with {@code *} for any run of characters. */
final class ModelPattern {

    private ModelPattern() {
    }

    /** Linear in the name for each star, so that no pattern can stall an event loop. */
    static boolean matches(String pattern, String model) {
        String[] pieces = pattern.split("\\*", -1);
        String first = pieces[0];
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return pattern.equals(model);
        }
        if (!model.startsWith(first) || !model.endsWith(last) || model.length() < first.length() + last.length()) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int at = model.indexOf(pieces[i], from);
            if (at < 0) {
                return false;
            }
            from = at + pieces[i].length();
        }
        return from <= model.length() - last.length();
    }
}
