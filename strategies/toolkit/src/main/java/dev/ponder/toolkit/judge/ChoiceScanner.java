package dev.ponder.toolkit.judge;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.ponder.toolkit.judge.LabelScanner.Label;

/**
 * Finds a choice in prose: the last bracketed label, else the label beside the word in the last line that speaks of a
 * choice, else the last label. Linear in the text.
 */
final class ChoiceScanner {

    /** "Answer" alone is what judges call the candidates: it must announce something. */
    private static final Pattern WORD = Pattern.compile(
            "\\b(?:best|choice|winner|verdict)\\b|\\banswer\\W{0,3}(?:[:=]|\\bis\\b)", Pattern.CASE_INSENSITIVE);

    private ChoiceScanner() {
    }

    static Optional<String> scan(String text, List<String> labels) {
        return last(LabelScanner.bracketed(text, labels))
                .or(() -> text.lines()
                        .flatMap(line -> beside(line, labels).stream())
                        .reduce((earlier, later) -> later))
                .or(() -> last(LabelScanner.words(text, labels)));
    }

    private static Optional<String> beside(String line, List<String> labels) {
        List<MatchResult> words = WORD.matcher(line).results().toList();
        Optional<String> nearest = Optional.empty();
        int distance = Integer.MAX_VALUE;
        int next = 0;
        for (Label label : words.isEmpty() ? List.<Label>of() : LabelScanner.words(line, labels)) {
            while (next < words.size() && words.get(next).start() < label.start()) {
                next++;
            }
            int gap = Math.min(next == 0 ? Integer.MAX_VALUE : label.start() - words.get(next - 1).end(),
                    next == words.size() ? Integer.MAX_VALUE : words.get(next).start() - label.end());
            if (gap < distance) {
                distance = gap;
                nearest = Optional.of(label.name());
            }
        }
        return nearest;
    }

    private static Optional<String> last(List<Label> labels) {
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels.get(labels.size() - 1).name());
    }
}
