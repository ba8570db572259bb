package dev.ponder.toolkit.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Reads an answer as an option of the question, by its label or by its text. */
final class ChoiceReader {

    private static final Set<String> AFTER_LABEL = Set.of("because", "since", "as", "is", "which", "-", "—", "–");
    private static final List<String> BEFORE_LABEL = List.of("option ", "choice ", "letter ", "answer ");
    private static final int MAX_CONTAINED = 200;

    private final QuestionHint hint;
    private final Map<String, Value> values = new LinkedHashMap<>();

    ChoiceReader(QuestionHint hint) {
        this.hint = hint;
        hint.options().forEach((label, option) -> values.put(label, AnswerReader.withoutOptions(option)));
    }

    /** The option, or the set of several; null if the text names none. */
    @Nullable
    Value read(String plain) {
        String text = Wording.bare(plain);
        if (!hint.multipleChoice()) {
            // A single capital letter is an option, even if the question's options were not recognised
            return loneLabel(text).isEmpty() ? null : new Value.Choice(loneLabel(text));
        }
        Value several = several(text);
        if (several != null) {
            return several;
        }
        String label = leadingLabel(text);
        if (label == null) {
            label = byText(text);
        }
        return label == null ? null : new Value.Choice(label);
    }

    private static String loneLabel(String text) {
        String letter = Brackets.enclose(text) ? text.substring(1, text.length() - 1) : text;
        return letter.length() == 1 && letter.charAt(0) >= 'A' && letter.charAt(0) <= 'J' ? letter : "";
    }

    private @Nullable Value several(String text) {
        boolean enclosed = Brackets.enclose(text);
        List<String> members = Brackets.split(enclosed ? text.substring(1, text.length() - 1) : text, !enclosed);
        List<String> labels = members.stream().map(this::wholeLabel).distinct().sorted().toList();
        return labels.size() < 2 || labels.contains("")
                ? null
                : new Value.Several(AnswerKind.SET, labels.stream().<Value>map(Value.Choice::new).toList(), '{', '}');
    }

    /** The label that the text consists of; empty if there is none. */
    private String wholeLabel(String text) {
        String inner = Brackets.enclose(text) ? text.substring(1, text.length() - 1).strip() : text;
        String label = inner.length() == 1 ? String.valueOf(Character.toUpperCase(inner.charAt(0))) : "";
        return hint.options().containsKey(label) ? label : "";
    }

    private @Nullable String leadingLabel(String text) {
        String rest = text;
        for (String before : BEFORE_LABEL) {
            if (rest.regionMatches(true, 0, before, 0, before.length())) {
                rest = Wording.bare(rest.substring(before.length()));
            }
        }
        if (!wholeLabel(rest).isEmpty()) {
            return wholeLabel(rest);
        }
        boolean opened = rest.startsWith("(") || rest.startsWith("[");
        int at = opened ? 1 : 0;
        if (rest.length() < at + 2) {
            return null;
        }
        String label = wholeLabel(rest.substring(at, at + 1));
        boolean upper = Character.isUpperCase(rest.charAt(at));
        char next = rest.charAt(at + 1);
        boolean marked = opened ? next == ')' || next == ']' : next == ')' || (upper && ".:,]*".indexOf(next) >= 0);
        boolean told = !opened && upper && next == ' ' && isLabelBefore(label, rest.substring(at + 2));
        return !label.isEmpty() && (marked || told) ? label : null;
    }

    /** "B because…" names a label; "A dog" and "I think" do not. */
    private static boolean isLabelBefore(String label, String rest) {
        int end = rest.indexOf(' ');
        String word = end < 0 ? rest : rest.substring(0, end);
        return AFTER_LABEL.contains(word) || rest.startsWith("(") || !(label.equals("A") || label.equals("I"));
    }

    /** The only option with an equivalent text; null if there is not exactly one. */
    private @Nullable String byText(String text) {
        Value own = AnswerReader.withoutOptions(text);
        List<String> same = labels(value -> value.kind() == own.kind() && value.canonical().equals(own.canonical()));
        if (same.isEmpty()) {
            same = labels(value -> new ValueEquality(hint).equal(value, own));
        }
        return same.size() == 1 ? same.get(0) : null;
    }

    private List<String> labels(Predicate<Value> wanted) {
        return values.entrySet().stream().filter(entry -> wanted.test(entry.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    /** The only option whose words the text contains, in a row; null if there is not exactly one. */
    static @Nullable String contained(QuestionHint hint, String text) {
        String words = words(text);
        List<String> found = hint.options().entrySet().stream()
                .filter(option -> option.getValue().length() <= MAX_CONTAINED)
                .filter(option -> !words(option.getValue()).isBlank() && words.contains(words(option.getValue())))
                .map(Map.Entry::getKey).toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** The words, separated by blanks. Signs, points and slashes stay part of a number: -3.5 does not contain 5. */
    private static String words(String text) {
        StringBuilder joined = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            boolean beforeDigit = NumberToken.isDigit(text, at + 1);
            boolean inside = beforeDigit && NumberToken.isDigit(text, at - 1) && ".,/".indexOf(text.charAt(at)) >= 0;
            boolean sign = beforeDigit && "-−".indexOf(text.charAt(at)) >= 0;
            if (inside || sign) {
                joined.setCharAt(at, sign ? 'm' : text.charAt(at) == '/' ? 'd' : 'p');
            }
        }
        return " " + String.join(" ", TextTokens.of(joined.toString())) + " ";
    }
}
