package dev.ponder.toolkit.answer;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** Reads the text of an answer as a typed value, with the help of the question. */
final class AnswerReader {

    /** A longer text is not a value, and is compared by its words. */
    static final int MAX_LENGTH = 1000;

    private static final Set<String> YES = Set.of("yes", "true");
    private static final Set<String> NO = Set.of("no", "false");

    private final QuestionHint hint;
    private final ChoiceReader choices;

    AnswerReader(QuestionHint hint) {
        this.hint = hint;
        this.choices = new ChoiceReader(hint);
    }

    /** The value, also from within a sentence; words if there is no other value. */
    Value read(String raw) {
        Value whole = readWhole(raw);
        String plain = whole.kind() == AnswerKind.TEXT ? plain(raw) : null;
        if (plain == null) {
            return whole;
        }
        String option = ChoiceReader.contained(hint, plain);
        if (option != null) {
            return new Value.Choice(option);
        }
        Value number = hint.numeric() ? numberIn(Wording.bare(plain)) : null;
        return number == null ? whole : number;
    }

    /** The value that the text consists of; words if it is no other value. */
    Value readWhole(String raw) {
        String plain = plain(raw);
        if (plain == null) {
            return new Value.Words(TextTokens.canonical(raw));
        }
        Value choice = choices.read(plain);
        if (choice != null) {
            return choice;
        }
        String text = Wording.bare(plain);
        Boolean yes = truth(text, hint.yesNo());
        if (yes != null) {
            return new Value.Bool(yes);
        }
        Value value = hint.designation() && !isInteger(text) ? null : MathReader.read(text);
        return value == null ? new Value.Words(TextTokens.canonical(text)) : value;
    }

    /** Digits alone, such as a year: any other number is part of a date, a version or the like. */
    private static boolean isInteger(String text) {
        return text.chars().allMatch(sign -> sign >= '0' && sign <= '9');
    }

    /** The value of an option's text. */
    static Value withoutOptions(String raw) {
        String plain = plain(raw);
        if (plain == null) {
            return new Value.Words(TextTokens.canonical(raw));
        }
        Boolean yes = truth(Wording.bare(plain), false);
        Value value = yes != null ? new Value.Bool(yes) : MathReader.read(plain);
        return value == null ? new Value.Words(TextTokens.canonical(plain)) : value;
    }

    private static @Nullable String plain(String raw) {
        return raw.length() > MAX_LENGTH ? null : PlainMath.of(raw);
    }

    /**
     * Yes or no; null if the text is neither.
     *
     * @param asked whether the question asks for yes or no, so that an explanation may follow: "No, it is not"
     */
    static @Nullable Boolean truth(String text, boolean asked) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(0, end).toLowerCase(Locale.ROOT);
        boolean explained = asked
                && (text.substring(end).startsWith(" because") || text.substring(end).startsWith(" since")
                        || (end < text.length() && ",.;:!-—(*".indexOf(text.charAt(end)) >= 0));
        if (end < text.length() && !explained) {
            return null;
        }
        return YES.contains(word) ? Boolean.TRUE : NO.contains(word) ? Boolean.FALSE : null;
    }

    /** The only number of a sentence, or of the right side of its equation; null if there is not exactly one. */
    private static @Nullable Value numberIn(String text) {
        String scope = text.substring(text.lastIndexOf('=') + 1);
        Span only = NumberFinder.only(scope);
        return only == null ? null : MathReader.read(scope.substring(only.start(), only.end()));
    }
}
