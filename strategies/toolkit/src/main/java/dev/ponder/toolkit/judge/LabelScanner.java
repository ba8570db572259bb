package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds labels in prose, as whole words. Linear in the text. */
final class LabelScanner {

    /** Judges also call a candidate "answer": that word counts only before a colon or "is". */
    private static final Pattern KEYWORD = Pattern.compile(
            "\\b(?:best|choice|winner|verdict)\\b|\\banswer\\W{0,3}(?:[:=]|\\bis\\b)", Pattern.CASE_INSENSITIVE);

    private LabelScanner() {
    }

    private record Label(String name, int start) {

        int end() {
            return start + name.length();
        }
    }

    /** The labels in the order of the text; only the bracketed ones ({@code [[C2]]}) if there are any. */
    static List<String> ranking(String text, List<String> labels) {
        List<Label> bracketed = bracketed(text, labels);
        return (bracketed.isEmpty() ? words(text, labels) : bracketed).stream().map(Label::name).toList();
    }

    /**
     * The last bracketed label, or else the label nearest to a keyword in the last line that has both, or else the last
     * label.
     */
    static Optional<String> choice(String text, List<String> labels) {
        return last(bracketed(text, labels))
                .or(() -> text.lines()
                        .flatMap(line -> nearestToKeyword(line, labels).stream())
                        .reduce((earlier, later) -> later))
                .or(() -> last(words(text, labels)));
    }

    private static Optional<String> nearestToKeyword(String line, List<String> labels) {
        List<MatchResult> keywords = KEYWORD.matcher(line).results().toList();
        Optional<String> nearest = Optional.empty();
        int distance = Integer.MAX_VALUE;
        int next = 0;
        for (Label label : keywords.isEmpty() ? List.<Label>of() : words(line, labels)) {
            while (next < keywords.size() && keywords.get(next).start() < label.start()) {
                next++;
            }
            int gap = Math.min(next == 0 ? Integer.MAX_VALUE : label.start() - keywords.get(next - 1).end(),
                    next == keywords.size() ? Integer.MAX_VALUE : keywords.get(next).start() - label.end());
            if (gap < distance) {
                distance = gap;
                nearest = Optional.of(label.name());
            }
        }
        return nearest;
    }

    private static List<Label> bracketed(String text, List<String> labels) {
        return words(text, labels).stream()
                .filter(label -> text.startsWith("]]", label.end()) && text.startsWith("[[", label.start() - 2))
                .toList();
    }

    private static List<Label> words(String text, List<String> labels) {
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

    private static Optional<String> last(List<Label> labels) {
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels.get(labels.size() - 1).name());
    }
}
