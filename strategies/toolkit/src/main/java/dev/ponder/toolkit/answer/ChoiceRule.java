package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The last option that the reply names by its label, if the question offers options: {@code (B)}, {@code B)},
 * {@code B.}, {@code **B**}, "option B". Labels of several options at line starts are skipped, because they repeat the
 * question. Without a label, the only option whose text the reply repeats.
 */
final class ChoiceRule implements ExtractionRule {

    private static final double LABEL_CONFIDENCE = 0.6;
    private static final double TEXT_CONFIDENCE = 0.4;
    private static final List<String> NAMING = List.of("option ", "choice ", "letter ");

    private record Label(int at, boolean startsLine) {}

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        if (!reply.hint().multipleChoice()) {
            return null;
        }
        int at = lastLabel(reply);
        if (at >= 0) {
            String label = reply.text().substring(at, at + 1);
            return reply.answer(label, at, at + 1, LABEL_CONFIDENCE, false);
        }
        String text = reply.text();
        String option = ChoiceReader.contained(reply.hint(), text);
        return option == null
                ? null
                : reply.answer(new Value.Choice(option), text.strip(), 0, text.length(), TEXT_CONFIDENCE, false);
    }

    private static int lastLabel(Reply reply) {
        List<Label> labels = labelsIn(reply);
        Set<Character> listed = new HashSet<>();
        labels.stream().filter(Label::startsLine).forEach(label -> listed.add(reply.text().charAt(label.at())));
        int last = -1;
        for (Label label : labels) {
            if (!label.startsLine() || listed.size() == 1) {
                last = label.at();
            }
        }
        return last;
    }

    private static List<Label> labelsIn(Reply reply) {
        List<Label> labels = new ArrayList<>();
        String text = reply.text();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean known = letter >= 'A' && letter <= 'j'
                    && reply.hint().options().containsKey(String.valueOf(Character.toUpperCase(letter)));
            if (known && standsAlone(text, at) && isMarked(reply, at)) {
                labels.add(new Label(at, startsLine(text, at)));
            }
        }
        return labels;
    }

    private static boolean standsAlone(String text, int at) {
        return (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    private static boolean isMarked(Reply reply, int at) {
        String text = reply.text();
        char before = at == 0 ? '\n' : text.charAt(at - 1);
        char after = at + 1 == text.length() ? '\n' : text.charAt(at + 1);
        if (before == '(' && after == ')') {
            return true;
        }
        if (Character.isLowerCase(text.charAt(at))) {
            return false;
        }
        boolean opens = Character.isWhitespace(before) || "*_{[(".indexOf(before) >= 0;
        boolean closed = after == ')' || after == ']' || (before == '*' && after == '*')
                || (before == '{' && after == '}');
        boolean stopped = after == '.' && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)));
        boolean alone = (after == '\n' || after == '\r') && startsLine(text, at);
        return (opens && (closed || stopped || alone)) || isNamed(reply.lower(), at);
    }

    private static boolean isNamed(String lower, int at) {
        int start = at;
        while (start > 0 && "*_(".indexOf(lower.charAt(start - 1)) >= 0) {
            start--;
        }
        int wordEnd = start;
        return NAMING.stream().anyMatch(word -> lower.startsWith(word, wordEnd - word.length()));
    }

    private static boolean startsLine(String text, int at) {
        int before = at - 1;
        while (before >= 0 && at - before < 20 && " \t*_->(".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n';
    }
}
