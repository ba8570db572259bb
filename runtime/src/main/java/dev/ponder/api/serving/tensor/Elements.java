package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The elements of a tensor in a row, as the binary form has them: numbers little-endian, and each element of
 * {@link Datatype#BYTES} behind its length in four bytes.
 */
final class Elements {

    private final Datatype datatype;
    private final ByteBuffer bytes;
    /** Where each element of BYTES begins, its length included; empty for other types. */
    private final int[] starts;
    private final int count;

    /** The bytes are not copied. */
    private Elements(Datatype datatype, byte[] bytes) {
        this.datatype = datatype;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.starts = datatype == Datatype.BYTES ? Lengths.starts(this.bytes) : new int[0];
        this.count = datatype == Datatype.BYTES ? starts.length : wholes(datatype, bytes.length);
    }

    static Elements of(Datatype datatype, ByteBuffer source) {
        var copy = new byte[source.remaining()];
        source.duplicate().get(copy);
        var elements = new Elements(datatype, copy);
        for (int i = 0; datatype == Datatype.BOOL && i < copy.length; i++) {
            if (copy[i] != 0 && copy[i] != 1) {
                throw new IllegalArgumentException("data: byte " + i + " of BOOL is " + copy[i] + " (expected 0 or 1)");
            }
        }
        return elements;
    }

    /** What the writer leaves in a buffer of that many bytes. */
    static Elements written(Datatype datatype, long size, Consumer<ByteBuffer> writer) {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("data: " + size + " bytes (expected at most " + Integer.MAX_VALUE + ")");
        }
        var bytes = new byte[(int) size];
        writer.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return new Elements(datatype, bytes);
    }

    private static int wholes(Datatype datatype, int bytes) {
        if (bytes % datatype.elementSize() != 0) {
            throw new IllegalArgumentException("data: " + bytes + " bytes (expected a multiple of the "
                    + datatype.elementSize() + " of " + datatype.wireName() + ")");
        }
        return bytes / datatype.elementSize();
    }

    Datatype datatype() {
        return datatype;
    }

    int count() {
        return count;
    }

    ByteBuffer binary() {
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    /** An integer, of UINT64 its bits; or 0 or 1 for BOOL. */
    long integer(int index) {
        int at = index * datatype.elementSize();
        return switch (datatype) {
            case BOOL, UINT8 -> Byte.toUnsignedLong(bytes.get(at));
            case INT8 -> bytes.get(at);
            case UINT16 -> Short.toUnsignedLong(bytes.getShort(at));
            case INT16 -> bytes.getShort(at);
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
            case INT32 -> bytes.getInt(at);
            case UINT64, INT64 -> bytes.getLong(at);
            case FP16, BF16, FP32, FP64, BYTES -> throw new IllegalStateException(datatype + " is no integer");
        };
    }

    double number(int index) {
        int at = index * datatype.elementSize();
        return switch (datatype) {
            case FP16 -> SmallFloat.HALF.decode(bytes.getShort(at));
            case BF16 -> SmallFloat.BRAIN.decode(bytes.getShort(at));
            case FP32 -> bytes.getFloat(at);
            case FP64 -> bytes.getDouble(at);
            default -> integer(index);
        };
    }

    byte[] content(int index) {
        int start = starts[index] + Integer.BYTES;
        return Arrays.copyOfRange(bytes.array(), start, start + bytes.getInt(starts[index]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Elements that && datatype == that.datatype && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * datatype.hashCode() + bytes.hashCode();
    }
}
