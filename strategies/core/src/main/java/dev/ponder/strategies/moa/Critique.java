package dev.ponder.strategies.moa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a critic says of each draft, by its label, and of all of them. */
record Critique(Map<String, String> remarks) {

    /** The label of what concerns all drafts. */
    static final String ALL = "all";
    /** Nothing said. */
    static final Critique NONE = new Critique(Map.of());

    Critique {
        remarks = Map.copyOf(remarks);
    }

    /**
     * Reads a text whose parts begin with lines that begin with a label in brackets; what comes before them is about
     * all.
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

    /** Empty when there is nothing. */
    String about(String label) {
        return remarks.getOrDefault(label, "");
    }

    /** The label that a line begins with, whatever decorates it. */
    private static Optional<String> heading(String line, List<String> labels) {
        int start = 0;
        while (start < line.length() && "#*-_> \t".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        int from = start;
        return labels.stream().filter(label -> line.startsWith("[" + label + "]", from)).findFirst();
    }
}
