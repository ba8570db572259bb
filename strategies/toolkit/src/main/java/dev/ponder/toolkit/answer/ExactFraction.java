package dev.ponder.toolkit.answer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/** An exact fraction in lowest terms, with a positive denominator. */
record ExactFraction(BigInteger numerator, BigInteger denominator) {

    static final ExactFraction ONE = of(1);
    static final ExactFraction HUNDRED = of(100);

    /** Larger numbers are computed as doubles, which bounds the time for any answer. */
    private static final int MAX_BITS = 8192;
    private static final int MAX_ROOT = 16;

    ExactFraction {
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    static ExactFraction of(long value) {
        return new ExactFraction(BigInteger.valueOf(value), BigInteger.ONE);
    }

    static ExactFraction of(BigDecimal value) {
        return value.scale() > 0
                ? new ExactFraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new ExactFraction(value.toBigIntegerExact(), BigInteger.ONE);
    }

    ExactFraction plus(ExactFraction other) {
        return new ExactFraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    ExactFraction times(ExactFraction other) {
        return new ExactFraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** Null if the other is zero. */
    @Nullable
    ExactFraction over(ExactFraction other) {
        return other.signum() == 0
                ? null
                : new ExactFraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    ExactFraction negate() {
        return new ExactFraction(numerator.negate(), denominator);
    }

    /** Null if the power is not rational or too large. */
    @Nullable
    ExactFraction power(ExactFraction exponent) {
        if (exponent.denominator.bitLength() > MAX_ROOT || exponent.numerator.bitLength() > 16) {
            return null;
        }
        int times = exponent.numerator.intValue();
        ExactFraction base = exponent.isInteger() ? this : root(exponent.denominator.intValue());
        if (base == null || (long) base.bits() * Math.abs(times) > MAX_BITS || (times < 0 && signum() == 0)) {
            return null;
        }
        ExactFraction raised = new ExactFraction(base.numerator.pow(Math.abs(times)),
                base.denominator.pow(Math.abs(times)));
        return times < 0 ? ONE.over(raised) : raised;
    }

    /** Null if the root is not rational. */
    @Nullable
    ExactFraction root(int degree) {
        if (signum() < 0 || degree < 1 || degree > MAX_ROOT) {
            return null;
        }
        BigInteger top = root(numerator, degree);
        BigInteger bottom = root(denominator, degree);
        return top == null || bottom == null ? null : new ExactFraction(top, bottom);
    }

    private static @Nullable BigInteger root(BigInteger value, int degree) {
        BigInteger root = degree == 2
                ? value.sqrt()
                : BigInteger.valueOf(Math.round(Math.pow(value.doubleValue(), 1.0 / degree)));
        return (long) root.bitLength() * degree <= MAX_BITS && root.pow(degree).equals(value) ? root : null;
    }

    boolean fits() {
        return bits() <= MAX_BITS;
    }

    int bits() {
        return Math.max(numerator.bitLength(), denominator.bitLength());
    }

    boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    int signum() {
        return numerator.signum();
    }

    BigDecimal rounded(int places) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), places, RoundingMode.HALF_EVEN);
    }

    double toDouble() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL64).doubleValue();
    }

    @Override
    public String toString() {
        return isInteger() ? numerator.toString() : numerator + "/" + denominator;
    }
}
