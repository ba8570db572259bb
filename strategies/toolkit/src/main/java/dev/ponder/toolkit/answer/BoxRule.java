package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The last {@code \boxed{…}} or {@code \fbox{…}}. Boxes joined by "and", "or" or a comma are one answer; a box that is
 * not closed counts only if there is no other.
 */
final class BoxRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.95;
    private static final double TRUNCATED_CONFIDENCE = 0.5;
    private static final int MAX_BETWEEN = 40;
    private static final Set<String> JOINTS = Set.of("and", "or", ",", "&");

    /**
     * A box in the reply.
     *
     * @param start the position of its backslash
     * @param content the start of its content
     * @param contentEnd the end of its content, if it is closed
     * @param end the end of the box, if it is closed
     */
    private record Box(int start, int content, int contentEnd, int end, boolean closed) {}

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text();
        List<Box> boxes = boxesIn(text);
        int last = lastFilled(boxes, text, true);
        if (last < 0) {
            last = lastFilled(boxes, text, false);
        }
        if (last < 0) {
            return null;
        }
        Box box = boxes.get(last);
        if (!box.closed()) {
            return reply.answer(box.content(), contentEnd(text, box), TRUNCATED_CONFIDENCE, true);
        }
        int first = last;
        while (first > 0 && joined(text, boxes.get(first - 1), boxes.get(first))) {
            first--;
        }
        return first == last
                ? reply.answer(box.content(), box.contentEnd(), CONFIDENCE, false)
                : reply.answer(boxes.get(first).start(), box.end(), CONFIDENCE, false);
    }

    private static int lastFilled(List<Box> boxes, String text, boolean closed) {
        for (int index = boxes.size() - 1; index >= 0; index--) {
            Box box = boxes.get(index);
            if (box.closed() == closed && !text.substring(box.content(), contentEnd(text, box)).isBlank()) {
                return index;
            }
        }
        return -1;
    }

    private static List<Box> boxesIn(String text) {
        List<Box> boxes = new ArrayList<>();
        int[] closes = closingBraces(text);
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
            int name = text.startsWith("\\boxed", at) ? at + 6 : text.startsWith("\\fbox", at) ? at + 5 : -1;
            Box box = name < 0 ? null : boxAt(text, at, name, closes);
            if (box != null) {
                boxes.add(box);
            }
            at = box != null && box.closed() ? box.end() : at + 1;
        }
        return boxes;
    }

    private static @Nullable Box boxAt(String text, int start, int nameEnd, int[] closes) {
        int at = nameEnd;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || Character.isLetter(text.charAt(nameEnd))) {
            return null;
        }
        if (text.charAt(at) != '{') {
            int end = wordEnd(text, at);
            return new Box(start, at, end, end, true);
        }
        int close = closes[at];
        return close > 0
                ? new Box(start, at + 1, close, close + 1, true)
                : new Box(start, at + 1, at + 1, at + 1, false);
    }

    /**
     * The position of the closing brace of every opening brace; 0 if it is not closed. One pass, because boxes may be
     * nested thousands deep.
     */
    private static int[] closingBraces(String text) {
        int[] closes = new int[text.length()];
        int[] open = new int[text.length()];
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == '\\') {
                at++;
            } else if (sign == '{') {
                open[depth++] = at;
            } else if (sign == '}' && depth > 0) {
                closes[open[--depth]] = at;
            }
        }
        return closes;
    }

    /** The end of the content of a box without braces, as in {@code \boxed 5}. */
    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))
                && "$\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > start && ".,;:".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** The content of a box that is not closed ends with its line or formula. */
    private static int contentEnd(String text, Box box) {
        int end = box.contentEnd();
        while (!box.closed() && end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '$') {
            end++;
        }
        return end;
    }

    /** Whether only a separator, and possibly the name of the next value, is between two boxes. */
    private static boolean joined(String text, Box left, Box right) {
        if (!left.closed() || right.start() - left.end() > MAX_BETWEEN) {
            return false;
        }
        String between = text.substring(left.end(), right.start()).replace("\\text", " ").replace(",", " , ")
                .replaceAll("[$\\\\(){}*]", " ").strip();
        String[] words = between.split("\\s+", -1);
        boolean named = words.length > 2 && words[words.length - 1].equals("=");
        int joints = named ? words.length - 2 : words.length;
        for (int index = 0; index < joints; index++) {
            if (!JOINTS.contains(words[index])) {
                return false;
            }
        }
        return !between.isEmpty() && !between.startsWith("=");
    }
}
