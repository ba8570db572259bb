package dev.ponder.api.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds labels that stand as words of their own, in the order in which they come; bracketed ones count alone if there
 * are any.
 */
final class LabelScanner {

    private LabelScanner() {
    }

    static List<String> scan(String text, List<String> labels) {
        List<String> bracketed = words(text, labels, true);
        return bracketed.isEmpty() ? words(text, labels, false) : bracketed;
    }

    private static List<String> words(String text, List<String> labels, boolean bracketed) {
        var found = new ArrayList<String>();
        for (int start = 0; start < text.length(); start++) {
            if (!boundary(text, start - 1)) {
                continue;
            }
            for (String label : labels) {
                int end = start + label.length();
                boolean here = text.startsWith(label, start) && boundary(text, end);
                if (here && (!bracketed || text.startsWith("]]", end) && text.startsWith("[[", start - 2))) {
                    found.add(label);
                }
            }
        }
        return found;
    }

    private static boolean boundary(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }
}
