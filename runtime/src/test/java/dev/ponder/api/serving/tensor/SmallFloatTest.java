package dev.ponder.api.serving.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmallFloatTest {

    @ParameterizedTest
    @EnumSource
    void everyEncodingIsReadAndWrittenBack(SmallFloat format) {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            float value = format.decode((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(format.encode(value)).as("%04x", bits).isEqualTo((short) bits);
            } else {
                assertThat(format.decode(format.encode(value))).isNaN();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNearestValueIsTaken(SmallFloat format) {
        var random = new SplittableRandom(7);
        int largest = format.encode(Double.POSITIVE_INFINITY) - 1;
        for (int i = 0; i < 100_000; i++) {
            int bits = random.nextInt(largest);
            double low = format.decode((short) bits);
            double high = format.decode((short) (bits + 1));
            double middle = (low + high) / 2;
            int even = (bits & 1) == 0 ? bits : bits + 1;

            assertThat(format.encode(middle)).isEqualTo((short) even);
            assertThat(format.encode(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(format.encode(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(format.encode(-Math.nextUp(middle))).isEqualTo((short) (bits + 1 | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({"HALF, 1, 3c00", "HALF, -2, c000", "HALF, 65504, 7bff", "HALF, 65519.99, 7bff", "HALF, 65520, 7c00",
            "HALF, 1e300, 7c00", "HALF, 5.960464477539063E-8, 1", "HALF, 2.9802322387695312E-8, 0",
            "HALF, 2.98023223876953161E-8, 1", "HALF, 6.103515625E-5, 400", "HALF, 4.9E-324, 0", "HALF, -0.0, 8000",
            "HALF, Infinity, 7c00", "HALF, -Infinity, fc00", "HALF, 0.333251953125, 3555", "BRAIN, 1, 3f80",
            "BRAIN, 3.140625, 4049", "BRAIN, 3.3895313892515355E38, 7f7f", "BRAIN, 3.4028235677973366E38, 7f80",
            "BRAIN, 9.183549615799121E-41, 1"})
    void knownValues(SmallFloat format, double value, String bits) {
        assertThat(Integer.toHexString(format.encode(value) & 0xFFFF)).isEqualTo(bits);
    }

    @Test
    void aBrainFloatIsTheUpperHalfOfAFloat() {
        for (int bits = 0; bits < 0xFFFF; bits++) {
            float value = Float.intBitsToFloat(bits << 16);
            if (!Float.isNaN(value)) {
                assertThat(SmallFloat.BRAIN.decode((short) bits)).isEqualTo(value);
            }
        }
    }
}
