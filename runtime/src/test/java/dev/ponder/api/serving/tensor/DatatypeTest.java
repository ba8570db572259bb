package dev.ponder.api.serving.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DatatypeTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameInAnyCase(Datatype datatype) {
        assertThat(Datatype.of(datatype.wireName())).contains(datatype);
        assertThat(Datatype.of(datatype.wireName().toLowerCase(Locale.ROOT))).contains(datatype);
    }

    @Test
    void unknownNamesAreNoDatatype() {
        assertThat(Datatype.of("FP8")).isEmpty();
        assertThat(Datatype.of("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT8, 8, true", "INT16, 16, true", "INT32, 32, true", "INT64, 64, true", "UINT8, 8, false",
            "UINT16, 16, false", "UINT32, 32, false", "UINT64, 64, false"})
    void integersHaveTheRangeOfTheirBits(Datatype datatype, int bits, boolean signed) {
        BigInteger values = BigInteger.ONE.shiftLeft(bits);
        BigInteger min = signed ? values.shiftRight(1).negate() : BigInteger.ZERO;
        BigInteger max = min.add(values).subtract(BigInteger.ONE);

        assertThat(datatype.elementSize()).isEqualTo(bits / 8);
        assertThat(datatype.domain()).isEqualTo("an integer from " + min + " to " + max);
        for (BigInteger edge : new BigInteger[]{min, max}) {
            for (int step = -2; step <= 2; step++) {
                BigInteger value = edge.add(BigInteger.valueOf(step));
                if (value.bitLength() < 64) {
                    assertThat(datatype.holds(value.longValue())).as("%s holds %s", datatype, value)
                            .isEqualTo(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "FP16", "BF16", "FP32", "FP64", "BYTES"})
    void othersHoldNoIntegers(Datatype datatype) {
        assertThat(datatype.holds(0)).isFalse();
        assertThat(datatype.isInteger()).isFalse();
    }
}
