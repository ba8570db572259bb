package dev.ponder.toolkit.answer;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The functions of formulas. */
enum MathFunction {

    FRAC(2), SQRT(1), ROOT(2), BINOM(2), FACTORIAL(1), ABS(1), EXP(1), LN(1), LOG(1), SIN(1), COS(1), TAN(1);

    private static final Map<String, MathFunction> BY_NAME = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(function -> function.name().toLowerCase(Locale.ROOT),
                    Function.identity()));
    private static final int MAX_COMBINATORIAL = 500;

    private final int arity;

    MathFunction(int arity) {
        this.arity = arity;
    }

    static @Nullable MathFunction named(String name) {
        return BY_NAME.get(name);
    }

    int arity() {
        return arity;
    }

    /** Its exact value; null if that is not rational, or too large. */
    @Nullable
    ExactFraction exact(List<ExactFraction> arguments) {
        ExactFraction first = arguments.get(0);
        return switch (this) {
            case FRAC -> first.over(arguments.get(1));
            case SQRT -> first.root(2);
            case ROOT -> first.isInteger() && first.signum() > 0 && first.bits() <= 4
                    ? arguments.get(1).root(first.numerator().intValue())
                    : null;
            case BINOM -> binomial(first, arguments.get(1));
            case FACTORIAL -> combinatorial(first) ? product(1, first.numerator().intValue()) : null;
            case ABS -> first.signum() < 0 ? first.negate() : first;
            default -> null;
        };
    }

    double at(double... arguments) {
        double first = arguments[0];
        return switch (this) {
            case FRAC -> first / arguments[1];
            case SQRT -> Math.sqrt(first);
            case ROOT -> arguments[1] < 0 && first % 2 == 1
                    ? -Math.pow(-arguments[1], 1 / first)
                    : Math.pow(arguments[1], 1 / first);
            case ABS -> Math.abs(first);
            case EXP -> Math.exp(first);
            case LN, LOG -> Math.log(first);
            case SIN -> Math.sin(first);
            case COS -> Math.cos(first);
            case TAN -> Math.tan(first);
            case BINOM, FACTORIAL -> Double.NaN;
        };
    }

    private static @Nullable ExactFraction binomial(ExactFraction total, ExactFraction chosen) {
        if (!combinatorial(total) || !combinatorial(chosen)) {
            return null;
        }
        int n = total.numerator().intValue();
        int k = chosen.numerator().intValue();
        return k > n ? ExactFraction.of(0) : product(n - k + 1, n).over(product(1, k));
    }

    private static boolean combinatorial(ExactFraction value) {
        return value.isInteger() && value.signum() >= 0
                && value.numerator().compareTo(BigInteger.valueOf(MAX_COMBINATORIAL)) <= 0;
    }

    private static ExactFraction product(int from, int to) {
        BigInteger product = BigInteger.ONE;
        for (int factor = from; factor <= to; factor++) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return new ExactFraction(product, BigInteger.ONE);
    }
}
