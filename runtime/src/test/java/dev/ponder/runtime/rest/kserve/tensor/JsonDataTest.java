package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.serving.tensor.Datatype;

class JsonDataTest {

    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3,4,5,6]", "[[1,2,3],[4,5,6]]", " [ [1 ,2,3 ] , [4,5,6] ] "})
    void dataIsFlatOrNestedAsItsShapeIs(String data) {
        for (String shape : new String[]{"[2,3]", "[-1,3]", "[2,-1]"}) {
            var tensor = Wire.input("INT32", shape, data);
            assertThat(tensor.longs()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(tensor.shape()).containsExactly(2L, 3L);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[] | [7]", "[0] | []", "[0,3] | []", "[2,0] | [[],[]]", "[1,0,4] | [[]]",
            "[1,1,1] | [[[7]]]", "[2,0,4] | [[],[]]"})
    void valuesWithoutDimensionsAndDimensionsWithoutValues(String shape, String data) {
        assertThat(Wire.input("INT32", shape, data).elementCount()).isEqualTo(data.contains("7") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1,2,3],[4,5],[6]]", "[1,[2,3],4,5,6]", "[[1,2,3],4,5,6]", "[[[1,2,3],[4,5,6]],[]]",
            "[[],1,2,3,4,5,6]", "[[1,2,3],[[4,5,6]]]", "[[1,2],[3,4],[5,6,[]]]", "[[],[1,2,3,4,5,6]]"})
    void raggedDataIsRefused(String data) {
        Wire.assertRefused(() -> Wire.input("INT32", "[2,3]", data)).hasMessageStartingWith("inputs[0].data: ragged")
                .hasMessageContaining("arrays of equal length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,[2]]", "[[1],2]", "[1,2,[]]", "[[],1,2]"})
    void raggedDataWithTheRightNumberOfElementsIsRefused(String data) {
        Wire.assertRefused(() -> Wire.input("INT32", "[2,1]", data)).hasMessageStartingWith("inputs[0].data: ragged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[2,3] | [[1,2],[3,4],[5,6]]", "[2,3] | [[[1,2,3],[4,5,6]]]",
            "[6] | [[1,2,3,4,5,6]]", "[2,3,1] | [[1,2,3],[4,5,6]]", "[0,3] | [[]]", "[2,0] | [[]]"})
    void otherNestingIsRefused(String shape, String data) {
        Wire.assertRefused(() -> Wire.input("INT32", shape, data))
                .hasMessageStartingWith("inputs[0].data: arrays of lengths")
                .hasMessageContaining("expected the lengths");
    }

    @ParameterizedTest
    @CsvSource({"INT8, -128, -128", "INT8, 127.0, 127", "UINT8, 2.55e2, 255", "INT64, -9223372036854775808,",
            "INT64, 9223372036854775807,", "INT64, -9223372036854775808.0, -9223372036854775808",
            "INT64, 9007199254740993.0, 9007199254740993", "INT8, -0, 0", "INT8, 0e999999999, 0", "UINT32, 4294967295,",
            "UINT64, 18446744073709551615,", "UINT64, 1.8446744073709551615e19, 18446744073709551615",
            "UINT64, 9223372036854775808,", "INT16, 100e-2, 1", "INT16, 3000e1, 30000"})
    void integersAreExact(Datatype datatype, String written, String value) {
        var tensor = Wire.input(datatype.name(), "[1]", "[" + written + "]");
        long bits = datatype.isUnsigned() ? tensor.unsignedLongs()[0] : tensor.longs()[0];
        assertThat(datatype.isUnsigned() ? Long.toUnsignedString(bits) : Long.toString(bits))
                .isEqualTo(value == null ? written : value);
    }

    @ParameterizedTest
    @CsvSource({"INT8, 128", "INT8, -129", "INT8, 1.5", "INT8, 1e999999999", "INT8, 1e-999999999", "UINT8, -1",
            "UINT8, 256", "INT64, 9223372036854775808", "INT64, -9223372036854775809", "UINT64, 18446744073709551616",
            "UINT64, -1", "UINT64, -1.0", "UINT64, -9223372036854775809", "UINT64, -18446744073709551615",
            "INT64, 0.1", "INT32, true", "INT32, null", "INT32, \"1\"", "INT32, 2147483648.0", "BOOL, 1", "BOOL, 0",
            "BOOL, null", "BOOL, \"true\"", "FP32, null", "FP32, true", "FP32, \"1.0\"", "FP32, 1e39", "FP64, -1e309",
            "FP64, \"NaN\"", "BYTES, 1", "BYTES, null", "BYTES, false"})
    void otherElementsAreRefused(Datatype datatype, String element) {
        String good = switch (datatype) {
            case BOOL -> "true";
            case BYTES -> "\"a\"";
            default -> "1";
        };
        Wire.assertRefused(() -> Wire.input(datatype.name(), "[2]", "[" + good + "," + element + "]"))
                .hasMessage("inputs[0].data: element 1 is " + element + " (expected " + datatype.domain() + ")")
                .hasFieldOrPropertyWithValue("param", "inputs[0].data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e-99999999999", "-1E+2147483648"})
    void exponentsBeyondAllBoundsAreRefused(String number) {
        Wire.assertRefused(() -> Wire.input("INT32", "[1]", "[" + number + "]"));
    }

    @Test
    void floatsAreRoundedOnce() {
        assertThat(Wire.input("FP32", "[3]", "[1, 1.00000017881393432617187499, 16777217]").floats())
                .containsExactly(1, Math.nextUp(1f), 16777216);
        assertThat(Wire.input("FP64", "[4]", "[0.1, 1, 1e-400, 9007199254740993]").doubles())
                .containsExactly(0.1, 1, 0, 9007199254740992.0);
    }

    @Test
    void halfACharacterIsRefused() {
        Wire.assertRefused(() -> Wire.input("BYTES", "[2]", "['a', '\\ud800']"))
                .hasMessageStartingWith("inputs[0].data: element 1 has half a surrogate pair");
    }

    @Test
    void longElementsAreQuotedInPart() {
        Wire.assertRefused(() -> Wire.input("INT8", "[1]", "['" + "a".repeat(100_000) + "']"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).contains("aaa…"));
    }

    @Test
    void longTextsAreTaken() {
        String text = "a".repeat(21_000_000);
        assertThat(Wire.input("BYTES", "[1]", "['" + text + "']").strings().get(0)).isEqualTo(text);
    }
}
