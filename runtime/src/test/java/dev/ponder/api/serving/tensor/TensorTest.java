package dev.ponder.api.serving.tensor;

import static dev.ponder.api.serving.tensor.Datatype.BF16;
import static dev.ponder.api.serving.tensor.Datatype.BYTES;
import static dev.ponder.api.serving.tensor.Datatype.FP16;
import static dev.ponder.api.serving.tensor.Datatype.FP32;
import static dev.ponder.api.serving.tensor.Datatype.FP64;
import static dev.ponder.api.serving.tensor.Datatype.INT16;
import static dev.ponder.api.serving.tensor.Datatype.INT32;
import static dev.ponder.api.serving.tensor.Datatype.INT64;
import static dev.ponder.api.serving.tensor.Datatype.INT8;
import static dev.ponder.api.serving.tensor.Datatype.UINT64;
import static dev.ponder.api.serving.tensor.Datatype.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.node.IntNode;

class TensorTest {

    private static final List<String> TEXTS = List.of("a", "", "ö\uD83D\uDE00");

    @Test
    void valuesComeBackAsTheyWere() {
        assertThat(Tensor.ofBooleans("x", new boolean[]{true, false}, 2).booleans()).containsExactly(true, false);
        assertThat(Tensor.ofStrings("x", TEXTS, 3).strings()).isEqualTo(TEXTS);
        assertThat(Tensor.ofFloats("x", FP32, new float[]{1.5f, Float.NaN}, 2).floats()).containsExactly(1.5f,
                Float.NaN);
        assertThat(Tensor.ofDoubles("x", FP64, new double[]{0.1}, 1).doubles()).containsExactly(0.1);
        assertThat(Tensor.ofUnsignedLongs("x", new long[]{-1}, 1).unsignedLongs()).containsExactly(-1);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"})
    void integersComeBackToTheirEdges(Datatype datatype) {
        int bits = Byte.SIZE * datatype.elementSize();
        long max = datatype.isUnsigned() && bits < 64 ? (1L << bits) - 1 : Long.MAX_VALUE >> (64 - bits);
        long min = datatype.isUnsigned() ? 0 : -max - 1;

        assertThat(Tensor.ofLongs("x", datatype, new long[]{min, 1, max}, 3).longs()).containsExactly(min, 1, max);
    }

    @Test
    void theBinaryFormIsLittleEndianAndPrefixesTexts() {
        assertThat(hex(Tensor.ofLongs("x", INT32, new long[]{1, -2}, 2))).isEqualTo("01000000feffffff");
        assertThat(hex(Tensor.ofFloats("x", FP16, new float[]{1}, 1))).isEqualTo("003c");
        assertThat(hex(Tensor.ofStrings("x", List.of("ab", ""), 2))).isEqualTo("02000000616200000000");
        assertThat(hex(Tensor.ofBooleans("x", new boolean[]{true, false}, 2))).isEqualTo("0100");
    }

    @Test
    void theBinaryFormMakesTheSameTensor() {
        for (Tensor tensor : List.of(Tensor.ofStrings("x", TEXTS, 3),
                Tensor.ofDoubles("x", BF16, new double[]{1, 2, 3, 4}, 2, 2))) {
            assertThat(Tensor.ofBinary("x", tensor.datatype(), tensor.binary(), -1)
                    .reshaped(tensor.shape().stream().mapToLong(Long::longValue).toArray())).isEqualTo(tensor)
                    .hasSameHashCodeAs(tensor);
        }
    }

    @Test
    void brokenBinaryFormsAreRefused() {
        assertBroken(INT32, "010203").hasMessageContaining("3 bytes");
        assertBroken(Datatype.BOOL, "0002").hasMessageContaining("byte 1 of BOOL is 2");
        assertBroken(BYTES, "010000").hasMessageContaining("3 bytes after element 0");
        assertBroken(BYTES, "000000000500000061").hasMessageContaining("length 5 of element 1")
                .hasMessageContaining("1 bytes that are left");
        assertBroken(BYTES, "ffffffff").hasMessageContaining("4294967295");
    }

    @Test
    void nothingChangesATensor() {
        float[] given = {1};
        var tensor = Tensor.ofFloats("x", FP32, given, 1);
        given[0] = 2;
        tensor.floats()[0] = 3;
        assertThat(tensor.floats()).containsExactly(1);
        assertThat(tensor.binary().isReadOnly()).isTrue();

        var bytes = ByteBuffer.wrap(new byte[]{0, 7}).position(1);
        var small = Tensor.ofBinary("x", UINT8, bytes, 1);
        bytes.put(1, (byte) 9);
        assertThat(small.longs()).containsExactly(7);
        assertThat(bytes.position()).isEqualTo(1);

        byte[] whole = {7};
        var wrapped = Tensor.ofBinary("x", UINT8, ByteBuffer.wrap(whole), 1);
        whole[0] = 9;
        assertThat(wrapped.longs()).containsExactly(7);

        var texts = Tensor.ofBytes("x", List.of(new byte[]{1}), 1);
        texts.bytes().get(0)[0] = 2;
        assertThat(texts.bytes().get(0)).containsExactly(1);
    }

    @Test
    void valuesThatTheTypeCannotHoldAreRefused() {
        assertRefused(() -> Tensor.ofLongs("x", INT8, new long[]{0, 128}, 2)).hasMessageContaining("element 1 is 128")
                .hasMessageContaining("-128 to 127");
        assertRefused(() -> Tensor.ofLongs("x", UINT64, new long[]{-1}, 1)).hasMessageContaining("-1");
        assertRefused(() -> Tensor.ofLongs("x", FP32, new long[]{1}, 1)).hasMessageContaining("FP32");
        assertRefused(() -> Tensor.ofFloats("x", INT8, new float[]{1}, 1)).hasMessageContaining("INT8");
        assertRefused(() -> Tensor.ofDoubles("x", BYTES, new double[]{}, 0)).hasMessageContaining("BYTES");
        assertRefused(() -> Tensor.ofStrings("x", List.of("\uD800"), 1)).hasMessageContaining("surrogate");
    }

    @Test
    void smallerTypesWiden() {
        assertThat(Tensor.ofLongs("x", UINT8, new long[]{255}, 1).floats()).containsExactly(255);
        assertThat(Tensor.ofLongs("x", INT16, new long[]{-9}, 1).floats()).containsExactly(-9);
        assertThat(Tensor.ofLongs("x", INT32, new long[]{-9}, 1).doubles()).containsExactly(-9);
        assertThat(Tensor.ofFloats("x", FP16, new float[]{0.5f}, 1).doubles()).containsExactly(0.5);
        assertThat(Tensor.ofFloats("x", BF16, new float[]{0.5f}, 1).floats()).containsExactly(0.5f);
        assertThat(Tensor.ofFloats("x", FP64, new float[]{0.5f}, 1).doubles()).containsExactly(0.5);
    }

    @Test
    void whatWouldLoseSomethingFails() {
        assertLossy(() -> Tensor.ofDoubles("x", FP64, new double[]{1}, 1).floats()).hasMessageContaining("'x'")
                .hasMessageContaining("floats() of FP64");
        assertLossy(() -> Tensor.ofLongs("x", INT32, new long[]{1}, 1).floats());
        assertLossy(() -> Tensor.ofLongs("x", INT64, new long[]{1}, 1).doubles());
        assertLossy(() -> Tensor.ofFloats("x", FP32, new float[]{1}, 1).longs());
        assertLossy(() -> Tensor.ofLongs("x", INT8, new long[]{1}, 1).booleans());
        assertLossy(() -> Tensor.ofLongs("x", INT8, new long[]{1}, 1).strings());
        assertLossy(() -> Tensor.ofLongs("x", INT8, new long[]{1}, 1).bytes());
        assertLossy(() -> Tensor.ofLongs("x", INT8, new long[]{1}, 1).unsignedLongs());
        assertLossy(() -> Tensor.ofStrings("x", TEXTS, 3).longs());
        assertLossy(() -> Tensor.ofBooleans("x", new boolean[]{true}, 1).doubles());
        assertLossy(() -> Tensor.ofUnsignedLongs("x", new long[]{0, -1}, 2).longs())
                .hasMessageContaining("element 1 is 18446744073709551615");
        assertLossy(() -> Tensor.ofBytes("x", List.of(new byte[0], new byte[]{-1}), 2).strings().get(1))
                .hasMessageContaining("element 1 is not UTF-8");
    }

    @Test
    void floatsConvertToEachOther() {
        var doubles = Tensor.ofDoubles("x", FP64, new double[]{0.1, 1e6, -1e300}, 3)
                .withParameters(Map.of("p", IntNode.valueOf(1)));

        assertThat(doubles.as(FP64)).isSameAs(doubles);
        assertThat(doubles.as(FP32).floats()).containsExactly(0.1f, 1e6f, Float.NEGATIVE_INFINITY);
        assertThat(doubles.as(FP16).doubles()).containsExactly(0.0999755859375, Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY);
        assertThat(doubles.as(FP16).parameters()).isEqualTo(doubles.parameters());
        assertThat(Tensor.ofDoubles("x", FP16, new double[]{0.1}, 1)).isEqualTo(
                Tensor.ofDoubles("x", FP64, new double[]{0.1}, 1).as(FP16));
        assertLossy(() -> doubles.as(INT64)).hasMessageContaining("FP64 cannot be converted to INT64");
    }

    @Test
    void roundsOnceAndNotByWayOfSinglePrecision() {
        double aboveTheMiddle = 1 + 0x1p-11 + 0x1p-40;
        assertThat(Tensor.ofDoubles("x", FP16, new double[]{aboveTheMiddle}, 1).doubles())
                .containsExactly(1 + 0x1p-10);
    }

    @Test
    void copiesDifferInWhatTheySay() {
        var tensor = Tensor.ofLongs("x", INT8, new long[]{1, 2}, 2);

        assertThat(tensor.named("y").name()).isEqualTo("y");
        assertThat(tensor.named("y")).isNotEqualTo(tensor).extracting(Tensor::longs).isEqualTo(tensor.longs());
        assertThat(tensor.reshaped(2, 1).shape()).containsExactly(2L, 1L);
        assertThat(tensor).hasToString("x: INT8[2]").isNotEqualTo(tensor.reshaped(1, 2))
                .isNotEqualTo(Tensor.ofLongs("x", UINT8, new long[]{1, 2}, 2))
                .isNotEqualTo(tensor.withParameters(Map.of("p", IntNode.valueOf(1))));
    }

    private static String hex(Tensor tensor) {
        var bytes = new byte[tensor.binary().remaining()];
        tensor.binary().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static AbstractThrowableAssert<?, ?> assertBroken(Datatype datatype, String hex) {
        return assertRefused(
                () -> Tensor.ofBinary("x", datatype, ByteBuffer.wrap(HexFormat.of().parseHex(hex)), -1));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(
            ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected");
    }

    private static AbstractThrowableAssert<?, ?> assertLossy(
            ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("expected");
    }
}
