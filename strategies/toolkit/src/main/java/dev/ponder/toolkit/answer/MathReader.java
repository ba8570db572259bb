package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Reads a plain text as a number, several values, or a formula. */
final class MathReader {

    private static final int MAX_DEPTH = 8;

    private MathReader() {
    }

    /** The value; null if the text is none of these. */
    static @Nullable Value read(String plain) {
        return read(Wording.withoutReason(plain), 0);
    }

    private static @Nullable Value read(String plain, int depth) {
        String text = SpokenNumber.inDigits(Wording.bare(plain));
        if (text.isEmpty() || depth > MAX_DEPTH || isCode(text)) {
            return null;
        }
        Value list = bareList(text, depth);
        if (list != null) {
            return list;
        }
        String value = Equations.withoutSubject(text);
        if (!value.equals(text)) {
            return read(value, depth + 1);
        }
        if (Brackets.enclose(text)) {
            return bracketed(text, depth);
        }
        Value alternatives = alternatives(text, depth);
        return alternatives != null ? alternatives : FormulaReader.read(text);
    }

    /**
     * Whether digits joined by hyphens or slashes are a range, score, date or telephone number; one slash is a
     * fraction.
     */
    private static boolean isCode(String text) {
        boolean hyphen = false;
        int slashes = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            hyphen |= sign == '-' && at > 0;
            slashes += sign == '/' ? 1 : 0;
            if (sign != '-' && sign != '/' && !NumberToken.isDigit(text, at)) {
                return false;
            }
        }
        return (hyphen && slashes == 0 && text.charAt(0) != '-') || slashes > 1;
    }

    private static @Nullable Value bareList(String text, int depth) {
        List<String> members = Brackets.split(text, true);
        if (members.size() < 2) {
            return null;
        }
        List<Value> values = new ArrayList<>();
        for (String member : members) {
            Value value = read(member, depth + 1);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        List<String> subjects = members.stream().map(Equations::subjectOf).toList();
        return Set.copyOf(subjects).size() == members.size() && !subjects.contains("")
                ? byName(subjects, values)
                : setOf(values);
    }

    /** Orders values by their names: "y = 3, x = 2" is (2, 3). */
    private static Value byName(List<String> subjects, List<Value> values) {
        List<Value> ordered = subjects.stream().sorted().map(subject -> values.get(subjects.indexOf(subject))).toList();
        return new Value.Several(AnswerKind.TUPLE, ordered, '(', ')');
    }

    private static Value setOf(List<Value> values) {
        Set<String> seen = new HashSet<>();
        List<Value> items = values.stream().filter(value -> seen.add(value.canonical()))
                .sorted(Comparator.comparingDouble(MathReader::size).thenComparing(Value::canonical)).toList();
        return new Value.Several(AnswerKind.SET, items, '{', '}');
    }

    private static double size(Value value) {
        return value instanceof Value.Amount amount ? amount.approximate() : 0;
    }

    private static @Nullable Value bracketed(String text, int depth) {
        List<String> members = Brackets.split(text.substring(1, text.length() - 1), false);
        if (members.size() < 2) {
            return members.isEmpty() ? null : read(members.get(0), depth + 1);
        }
        List<Value> items = new ArrayList<>();
        for (String member : members) {
            Value value = read(member, depth + 1);
            items.add(value == null ? new Value.Words(TextTokens.canonical(member)) : value);
        }
        char open = text.charAt(0);
        char close = text.charAt(text.length() - 1);
        if (open == '{') {
            return setOf(items);
        }
        boolean paired = open == '(' && close == ')';
        boolean interval = items.size() == 2 && (!paired || text.contains("∞"));
        return interval
                ? new Value.Several(AnswerKind.INTERVAL, items, open, close)
                : new Value.Several(AnswerKind.TUPLE, items, '(', ')');
    }

    /** Several values in one term: {@code ±2}, and unions of intervals. */
    private static @Nullable Value alternatives(String text, int depth) {
        int sign = text.indexOf('±');
        List<String> parts = sign >= 0 && text.indexOf('±', sign + 1) < 0
                ? List.of(text.replace('±', '+'), text.replace('±', '-'))
                : List.of(text.split("∪", -1));
        if (parts.size() < 2) {
            return null;
        }
        List<Value> values = new ArrayList<>();
        for (String part : parts) {
            Value value = read(part, depth + 1);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return setOf(values);
    }
}
