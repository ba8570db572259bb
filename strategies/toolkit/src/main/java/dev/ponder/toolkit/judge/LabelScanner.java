package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;

/** Finds labels that stand as words of their own, in the order in which they come. */
final class LabelScanner {

    private LabelScanner() {
    }

    /** A label, and where it stands. */
    record Label(String name, int start) {

        int end() {
            return start + name.length();
        }
    }

    /** The bracketed ones ({@code [[B]]}) alone, if there are any. */
    static List<Label> scan(String text, List<String> labels) {
        List<Label> bracketed = bracketed(text, labels);
        return bracketed.isEmpty() ? words(text, labels) : bracketed;
    }

    static List<Label> bracketed(String text, List<String> labels) {
        return words(text, labels).stream()
                .filter(label -> text.startsWith("]]", label.end()) && text.startsWith("[[", label.start() - 2))
                .toList();
    }

    static List<Label> words(String text, List<String> labels) {
        var found = new ArrayList<Label>();
        for (int start = 0; start < text.length(); start++) {
            if (!boundary(text, start - 1)) {
                continue;
            }
            for (String label : labels) {
                if (text.startsWith(label, start) && boundary(text, start + label.length())) {
                    found.add(new Label(label, start));
                }
            }
        }
        return found;
    }

    private static boolean boundary(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }
}
