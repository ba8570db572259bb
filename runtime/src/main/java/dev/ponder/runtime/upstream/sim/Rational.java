package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact number. Its operations fail with {@link ArithmeticException} where there is no result, or none of bearable
 * size.
 *
 * @param numerator any
 * @param denominator above 0, without a common factor
 */
record Rational(BigInteger numerator, BigInteger denominator) {

    private static final int MAX_BITS = 4096;
    private static final int MAX_DECIMALS = 12;
    private static final int ROUNDED_DECIMALS = 6;

    static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
    static final Rational HUNDRED = new Rational(BigInteger.valueOf(100), BigInteger.ONE);

    static Rational of(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        return value.scale() > 0
                ? reduced(unscaled, BigInteger.TEN.pow(value.scale()))
                : reduced(value.toBigIntegerExact(), BigInteger.ONE);
    }

    Rational plus(Rational other) {
        return reduced(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational minus(Rational other) {
        return plus(other.negate());
    }

    Rational times(Rational other) {
        return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Rational over(Rational other) {
        return reduced(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** Whole exponents only. */
    Rational power(Rational exponent) {
        if (!exponent.denominator.equals(BigInteger.ONE)) {
            throw new ArithmeticException("a root");
        }
        int times = exponent.numerator.intValueExact();
        long bits = (long) Math.max(numerator.bitLength(), denominator.bitLength()) * Math.abs((long) times);
        if (bits > MAX_BITS) {
            throw new ArithmeticException("too large");
        }
        var raised = new Rational(numerator.pow(Math.abs(times)), denominator.pow(Math.abs(times)));
        return times < 0 ? ONE.over(raised) : raised;
    }

    /** The number as people write it: exact where its decimals end soon, else rounded. */
    BigDecimal shown() {
        var dividend = new BigDecimal(numerator);
        var divisor = new BigDecimal(denominator);
        BigDecimal value = dividend.divide(divisor, MAX_DECIMALS, RoundingMode.HALF_UP);
        boolean exact = value.multiply(divisor).compareTo(dividend) == 0;
        return Numerals.tidy(exact ? value : dividend.divide(divisor, ROUNDED_DECIMALS, RoundingMode.HALF_UP));
    }

    private static Rational reduced(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger factor = denominator.equals(BigInteger.ONE) ? denominator : numerator.gcd(denominator);
        factor = denominator.signum() < 0 ? factor.negate() : factor;
        var result = new Rational(numerator.divide(factor), denominator.divide(factor));
        if (Math.max(result.numerator.bitLength(), result.denominator.bitLength()) > MAX_BITS) {
            throw new ArithmeticException("too large");
        }
        return result;
    }
}
