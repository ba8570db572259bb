package dev.ponder.strategies.moa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The remarks of a critic: about each draft, by its label, and about all drafts. */
record Critique(Map<String, String> remarks) {

    /** The label of remarks about all drafts. */
    static final String ALL = "all";
    static final Critique NONE = new Critique(Map.of());

    Critique {
        remarks = Map.copyOf(remarks);
    }

    /**
     * Reads a text in which a line that begins with a label in brackets begins the remarks about that draft; the text
     * before the first such line is about all drafts.
     */
    static Critique read(String text, List<String> labels) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        String current = ALL;
        for (String line : text.lines().toList()) {
            current = heading(line, labels).orElse(current);
            parts.computeIfAbsent(current, label -> new StringBuilder()).append(line).append('\n');
        }
        Map<String, String> remarks = new LinkedHashMap<>();
        parts.forEach((label, part) -> remarks.put(label, part.toString().strip()));
        return new Critique(remarks);
    }

    boolean isEmpty() {
        return remarks.values().stream().allMatch(String::isEmpty);
    }

    /** The remarks about a draft; empty if there are none. */
    String about(String label) {
        return remarks.getOrDefault(label, "");
    }

    /** The label that a line begins with, after any Markdown markup. */
    private static Optional<String> heading(String line, List<String> labels) {
        int start = 0;
        while (start < line.length() && "#*-_> \t".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        int from = start;
        return labels.stream().filter(label -> line.startsWith("[" + label + "]", from)).findFirst();
    }
}
