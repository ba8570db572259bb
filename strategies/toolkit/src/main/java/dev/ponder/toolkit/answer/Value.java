package dev.ponder.toolkit.answer;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** An answer in the form in which it is compared. */
sealed interface Value {

    AnswerKind kind();

    String canonical();

    /**
     * A number.
     *
     * @param exact its exact value; null if it has none
     * @param approximate the nearest double; infinite outside the range of doubles
     * @param decimals the number of decimals written; 0 if it is not written as a decimal
     */
    record Amount(@Nullable ExactFraction exact, double approximate, int decimals, boolean percent,
            @Nullable String unit) implements Value {

        @Override
        public AnswerKind kind() {
            return AnswerKind.NUMBER;
        }

        @Override
        public String canonical() {
            return exact == null ? Double.toString(approximate) : exact.toString();
        }

        Amount times(ExactFraction factor) {
            ExactFraction product = exact == null ? null : exact.times(factor);
            return new Amount(product, approximate * factor.toDouble(), 0, percent, unit);
        }

        Amount in(@Nullable String newUnit) {
            return new Amount(exact, approximate, decimals, percent, newUnit);
        }

        /** The same number, written as a percentage. */
        Amount asPercent() {
            ExactFraction part = exact == null ? null : exact.over(ExactFraction.HUNDRED);
            return new Amount(part, approximate / 100, decimals == 0 ? 0 : decimals + 2, true, null);
        }
    }

    /** An option of the question. */
    record Choice(String label) implements Value {

        @Override
        public AnswerKind kind() {
            return AnswerKind.CHOICE;
        }

        @Override
        public String canonical() {
            return label;
        }
    }

    /** Yes or no. */
    record Bool(boolean yes) implements Value {

        @Override
        public AnswerKind kind() {
            return AnswerKind.BOOL;
        }

        @Override
        public String canonical() {
            return Boolean.toString(yes);
        }
    }

    /** Several values: a set, a tuple or an interval, with its brackets. */
    record Several(AnswerKind kind, List<Value> items, char open, char close) implements Value {

        @Override
        public String canonical() {
            return items.stream().map(Value::canonical)
                    .collect(Collectors.joining(", ", String.valueOf(open), String.valueOf(close)));
        }
    }

    /**
     * A formula or relation.
     *
     * @param canonical its text without blanks
     * @param formula the formula, of an equation the difference of its sides; null if it cannot be parsed
     * @param equation whether it is an equation
     */
    record Formula(String canonical, @Nullable Expression formula, boolean equation) implements Value {

        @Override
        public AnswerKind kind() {
            return AnswerKind.EXPR;
        }
    }

    /** Words. */
    record Words(String canonical) implements Value {

        @Override
        public AnswerKind kind() {
            return AnswerKind.TEXT;
        }
    }

    /** A program, JSON or a list. */
    record Structure(AnswerKind kind, String canonical) implements Value {}
}
