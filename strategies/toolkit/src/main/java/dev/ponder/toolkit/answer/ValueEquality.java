package dev.ponder.toolkit.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/** Compares two values. */
final class ValueEquality {

    private static final double TOLERANCE = 1e-6;
    /** A smaller double counts as zero, such as sin π. */
    private static final double ZERO_TOLERANCE = 1e-12;
    private static final int POINTS_PER_VARIABLE = 5;
    private static final int MIN_POINTS = 3;
    private static final long SEED = 20240229;

    private final QuestionHint hint;

    ValueEquality(QuestionHint hint) {
        this.hint = hint;
    }

    boolean equal(Value left, Value right) {
        if (left instanceof Value.Amount first && right instanceof Value.Amount second) {
            return sameNumber(first, second);
        }
        if (left instanceof Value.Several first && right instanceof Value.Several second) {
            return sameMembers(first, second);
        }
        Expression one = formula(left);
        Expression other = formula(right);
        if (left.kind() == right.kind() && left.canonical().equals(right.canonical())) {
            return true;
        }
        return one != null && other != null && isEquation(left) == isEquation(right) && sameEverywhere(one, other);
    }

    private boolean sameNumber(Value.Amount left, Value.Amount right) {
        if (sameUnit(left.unit(), right.unit()) && sameQuantity(left, right)) {
            return true;
        }
        if (!hint.asksPercent() || left.percent() == right.percent()) {
            return false;
        }
        return left.percent()
                ? sameQuantity(left.times(ExactFraction.HUNDRED), right)
                : sameQuantity(left, right.times(ExactFraction.HUNDRED));
    }

    /** Only known units can differ; "apples" and "fruits" may be equal. */
    private static boolean sameUnit(@Nullable String left, @Nullable String right) {
        String first = left == null ? null : Units.symbol(left);
        String second = right == null ? null : Units.symbol(right);
        return first == null || second == null || first.equals(second);
    }

    private static boolean sameQuantity(Value.Amount left, Value.Amount right) {
        if (left.exact() != null && right.exact() != null) {
            boolean whole = left.decimals() == 0 && right.decimals() == 0;
            if (whole || left.exact().equals(right.exact())) {
                return left.exact().equals(right.exact());
            }
        }
        double tolerance = left.exact() != null && right.exact() != null ? 0 : ZERO_TOLERANCE;
        return close(left.approximate(), right.approximate(), tolerance) || rounds(left, right) || rounds(right, left);
    }

    private static boolean close(double left, double right, double tolerance) {
        double difference = Math.abs(left - right);
        return difference <= Math.max(tolerance, TOLERANCE * Math.max(Math.abs(left), Math.abs(right)))
                && Double.isFinite(difference);
    }

    /** Whether the value, rounded to the decimals of the other, equals it. */
    private static boolean rounds(Value.Amount value, Value.Amount decimal) {
        if (decimal.decimals() == 0 || decimal.exact() == null || !Double.isFinite(value.approximate())) {
            return false;
        }
        int places = decimal.decimals();
        BigDecimal rounded = value.exact() != null
                ? value.exact().rounded(places)
                : BigDecimal.valueOf(value.approximate()).setScale(places, RoundingMode.HALF_EVEN);
        return rounded.compareTo(decimal.exact().rounded(places)) == 0;
    }

    private boolean sameMembers(Value.Several left, Value.Several right) {
        if (left.kind() != right.kind() || left.open() != right.open() || left.close() != right.close()) {
            return false;
        }
        if (left.kind() == AnswerKind.SET) {
            return contains(left.items(), right.items()) && contains(right.items(), left.items());
        }
        boolean same = left.items().size() == right.items().size();
        for (int index = 0; same && index < left.items().size(); index++) {
            same = equal(left.items().get(index), right.items().get(index));
        }
        return same;
    }

    private boolean contains(List<Value> all, List<Value> wanted) {
        return wanted.stream().allMatch(item -> all.stream().anyMatch(member -> equal(item, member)));
    }

    private static @Nullable Expression formula(Value value) {
        return value instanceof Value.Formula formula ? formula.formula() : null;
    }

    private static boolean isEquation(Value value) {
        return value instanceof Value.Formula formula && formula.equation();
    }

    /** Whether both have the same values at some points; points where either is undefined are skipped. */
    private static boolean sameEverywhere(Expression left, Expression right) {
        Set<String> variables = new TreeSet<>();
        left.addVariables(variables);
        right.addVariables(variables);
        int compared = 0;
        for (int point = 0; point < POINTS_PER_VARIABLE * variables.size(); point++) {
            ToDoubleFunction<String> values = pointOf(point, List.copyOf(variables));
            double one = left.at(values);
            double other = right.at(values);
            if (Double.isFinite(one) && Double.isFinite(other)) {
                if (!close(one, other, ZERO_TOLERANCE)) {
                    return false;
                }
                compared++;
            }
        }
        return compared >= MIN_POINTS;
    }

    /** At even points all variables are positive, so that roots and logarithms are defined. */
    private static ToDoubleFunction<String> pointOf(int point, List<String> variables) {
        Random random = new Random(SEED + point);
        double[] values = random.doubles(variables.size(), 0.3, 3).toArray();
        return name -> {
            int index = variables.indexOf(name);
            boolean negative = (point & (1 << index % 31)) != 0 && point % 2 == 1;
            return index < 0 ? Double.NaN : negative ? -values[index] : values[index];
        };
    }
}
