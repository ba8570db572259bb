package dev.ponder.runtime.rest.kserve.tensor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;

import dev.ponder.api.serving.tensor.Datatype;

/** Integers that are written with a fraction, an exponent or many digits: {@code 1.0}, {@code 2e3}. */
final class JsonIntegers {

    /** 2<sup>64</sup> has as many. */
    private static final int MOST_DIGITS = 20;

    private JsonIntegers() {
    }

    /** The value as an element of this type; empty when it has a fraction or is out of its range. */
    static OptionalLong bits(String written, Datatype datatype) {
        try {
            return bits(new BigDecimal(written), datatype);
        } catch (NumberFormatException e) {
            // An exponent of more than 32 bits
            return OptionalLong.empty();
        }
    }

    private static OptionalLong bits(BigDecimal number, Datatype datatype) {
        if (number.signum() == 0) {
            return OptionalLong.of(0);
        }
        // Before any digits are written out: 1e999999999 is short, and has a thousand million of them
        if ((long) number.precision() - number.scale() > MOST_DIGITS || number.stripTrailingZeros().scale() > 0) {
            return OptionalLong.empty();
        }
        BigInteger whole = number.toBigIntegerExact();
        boolean held = datatype == Datatype.UINT64
                ? whole.signum() > 0 && whole.bitLength() <= Long.SIZE
                : whole.bitLength() < Long.SIZE && datatype.holds(whole.longValue());
        return held ? OptionalLong.of(whole.longValue()) : OptionalLong.empty();
    }
}
