package dev.ponder.api.serving.tensor;

/** The 16-bit floating-point formats: IEEE 754 half precision and bfloat16. */
enum SmallFloat {

    HALF(11, -14, 15), BRAIN(8, -126, 127);

    private static final int SIGN = 0x8000;

    /** The bits of the significand, including the implicit one. */
    private final int precision;
    private final int minExponent;
    private final int infinity;

    SmallFloat(int precision, int minExponent, int maxExponent) {
        this.precision = precision;
        this.minExponent = minExponent;
        this.infinity = (maxExponent - minExponent + 2) << (precision - 1);
    }

    /** Rounds to nearest, ties to even; a value beyond the range becomes infinite. */
    short encode(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? SIGN : 0;
        if (Double.isNaN(value)) {
            return (short) (sign | infinity | 1 << (precision - 2));
        }
        if (Double.isInfinite(value)) {
            return (short) (sign | infinity);
        }
        int exponent = Math.max(Math.getExponent(value), minExponent);
        double units = Math.rint(Math.scalb(Math.abs(value), precision - 1 - exponent));
        // A significand that was rounded up to the next power of two carries into the exponent, as it should
        int bits = ((exponent - minExponent) << (precision - 1)) + (int) units;
        return (short) (sign | Math.min(bits, infinity));
    }

    float decode(short encoded) {
        int bits = encoded & ~SIGN & 0xFFFF;
        int field = bits >> (precision - 1);
        int fraction = bits & ((1 << (precision - 1)) - 1);
        float magnitude;
        if (bits >= infinity) {
            magnitude = bits == infinity ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (field == 0) {
            magnitude = Math.scalb((float) fraction, minExponent - precision + 1);
        } else {
            magnitude = Math.scalb((float) (fraction | 1 << (precision - 1)), field - 1 + minExponent - precision + 1);
        }
        return encoded < 0 ? -magnitude : magnitude;
    }
}
