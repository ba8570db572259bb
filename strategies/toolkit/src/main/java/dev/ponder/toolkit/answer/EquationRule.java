package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** The right side of the last display equation, in {@code $$}, {@code \[} or an environment: a guess. */
final class EquationRule implements ExtractionRule {

    private static final List<String> ENVIRONMENTS = List.of("\\begin{equation", "\\begin{align", "\\begin{gather");

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        List<Span> displays = displaysIn(reply.text());
        int reads = 0;
        for (int index = displays.size() - 1; index >= 0 && reads < MAX_READS; index--) {
            Span display = displays.get(index);
            int sign = reply.text().substring(display.start(), display.end()).lastIndexOf('=');
            if (sign >= 0) {
                reads++;
                ExtractedAnswer found = reply.value(display.start() + sign + 1, display.end(), ExtractedAnswer.GUESS);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** One pass: an equation that is not closed ends the search for its kind. */
    private static List<Span> displaysIn(String text) {
        List<Span> displays = new ArrayList<>();
        addAll(displays, text, "$$", "$$");
        addAll(displays, text, "\\[", "\\]");
        ENVIRONMENTS.forEach(begin -> addAll(displays, text, begin, "\\end{"));
        displays.sort((left, right) -> Integer.compare(left.end(), right.end()));
        return displays;
    }

    private static void addAll(List<Span> displays, String text, String open, String close) {
        for (int start = text.indexOf(open); start >= 0;) {
            int content = start + open.length();
            int end = text.indexOf(close, content);
            if (end < 0) {
                return;
            }
            displays.add(new Span(content, end));
            start = text.indexOf(open, end + close.length());
        }
    }
}
