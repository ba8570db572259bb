package dev.ponder.retrieval.passage;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.retrieval.token.TokenCounter;

/**
 * A sentence of a document with the blanks after it, or a part of a very long one.
 *
 * @param border what begins with this segment
 */
record TextSegment(int start, int end, int tokens, Border border) {

    /** Places where a passage may begin, in ascending order of preference. */
    enum Border {
        WORD, SENTENCE, LINE, PARAGRAPH, HEADING
    }

    private static final String STOPS = ".!?;";
    private static final String WIDE_STOPS = "。！？；";
    private static final String CLOSING = "\"')]}”’»*_`";

    /** The segments of a text in order, each with at most so many tokens; together they are the whole text. */
    static List<TextSegment> of(String text, int maxTokens) {
        var segments = new ArrayList<TextSegment>();
        Border border = Border.PARAGRAPH;
        for (int start = 0; start < text.length();) {
            int sentence = sentenceEnd(text, start);
            int end = blanksEnd(text, sentence);
            add(segments, text, start, end, maxTokens, border);
            border = border(text, sentence, end);
            start = end;
        }
        return segments;
    }

    private static void add(List<TextSegment> segments, String text, int from, int end, int maxTokens, Border first) {
        Border border = first;
        for (int start = from; start < end;) {
            // more characters are never within the limit; estimating all of them each time would take quadratic time
            int to = (int) Math.min(end, start + 16L * maxTokens + 16);
            int tokens = TokenCounter.estimate(text, start, to);
            while (tokens > maxTokens && to - start > Character.charCount(text.codePointAt(start))) {
                to = partEnd(text, start, start + Math.max(1, (int) ((long) (to - start) * maxTokens / tokens)));
                tokens = TokenCounter.estimate(text, start, to);
            }
            segments.add(new TextSegment(start, to, tokens, border));
            border = Border.WORD;
            start = to;
        }
    }

    /** A place after a blank before the limit, or the limit in a text without blanks; never within a surrogate pair. */
    private static int partEnd(String text, int start, int limit) {
        for (int i = limit; i > start + (limit - start) / 2; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        boolean inside = limit < text.length() && Character.isLowSurrogate(text.charAt(limit))
                && Character.isHighSurrogate(text.charAt(limit - 1));
        return inside && limit - 1 > start ? limit - 1 : inside ? limit + 1 : limit;
    }

    private static int sentenceEnd(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i;
            }
            if (WIDE_STOPS.indexOf(c) >= 0) {
                return i + 1;
            }
            if (STOPS.indexOf(c) >= 0) {
                int after = i + 1;
                while (after < text.length() && CLOSING.indexOf(text.charAt(after)) >= 0) {
                    after++;
                }
                if (after == text.length() || Character.isWhitespace(text.charAt(after))) {
                    return after;
                }
                i = after - 1;
            }
        }
        return text.length();
    }

    private static int blanksEnd(String text, int from) {
        int end = from;
        int line = -1;
        for (; end < text.length() && Character.isWhitespace(text.charAt(end)); end++) {
            line = text.charAt(end) == '\n' ? end + 1 : line;
        }
        // the indentation of a line belongs to the line
        return end < text.length() && line >= 0 ? line : end;
    }

    /** What begins after the blanks between two segments. */
    private static Border border(String text, int blanks, int end) {
        long lines = text.substring(blanks, end).chars().filter(c -> c == '\n').count();
        if (lines > 0 && isHeading(text, end)) {
            return Border.HEADING;
        }
        return lines > 1 ? Border.PARAGRAPH : lines == 1 ? Border.LINE : Border.SENTENCE;
    }

    /** A heading of Markdown. */
    private static boolean isHeading(String text, int at) {
        int marks = at;
        while (marks < text.length() && text.charAt(marks) == '#') {
            marks++;
        }
        return marks > at && marks - at <= 6 && marks < text.length() && text.charAt(marks) == ' ';
    }
}
