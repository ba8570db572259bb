package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The elements of a tensor in the format of V2's binary tensor data: numbers are little-endian, and each element of
 * {@link Datatype#BYTES} follows its length in four bytes.
 */
final class Elements {

    private final Datatype datatype;
    private final ByteBuffer bytes;
    /** The offset of each element of BYTES, at its length; empty for other types. */
    private final int[] starts;
    private final int count;

    /** The bytes are not copied. */
    private Elements(Datatype datatype, byte[] bytes) {
        this.datatype = datatype;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.starts = datatype == Datatype.BYTES ? starts(this.bytes) : new int[0];
        this.count = datatype == Datatype.BYTES ? starts.length : elementCount(datatype, bytes.length);
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

    /** Elements that a writer puts into a buffer of this size in bytes. */
    static Elements written(Datatype datatype, long size, Consumer<ByteBuffer> writer) {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("data: " + size + " bytes (expected at most " + Integer.MAX_VALUE + ")");
        }
        var bytes = new byte[(int) size];
        writer.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return new Elements(datatype, bytes);
    }

    private static int elementCount(Datatype datatype, int bytes) {
        if (bytes % datatype.elementSize() != 0) {
            throw new IllegalArgumentException("data: " + bytes + " bytes (expected a multiple of the "
                    + datatype.elementSize() + " of " + datatype.wireName() + ")");
        }
        return bytes / datatype.elementSize();
    }

    private static int[] starts(ByteBuffer bytes) {
        int[] starts = new int[count(bytes)];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += Integer.BYTES + bytes.getInt(at);
        }
        return starts;
    }

    private static int count(ByteBuffer bytes) {
        int count = 0;
        int at = 0;
        while (at < bytes.limit()) {
            int left = bytes.limit() - at - Integer.BYTES;
            if (left < 0) {
                throw new IllegalArgumentException("data: " + (left + Integer.BYTES) + " bytes after element " + count
                        + " of BYTES (expected the " + Integer.BYTES + " of a length)");
            }
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            if (length > left) {
                throw new IllegalArgumentException("data: length " + length + " of element " + count
                        + " of BYTES (expected at most the " + left + " bytes that are left)");
            }
            at += Integer.BYTES + (int) length;
            count++;
        }
        return count;
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

    /** An integer; the bits of a UINT64; 0 or 1 for BOOL. */
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
            case FP16, BF16, FP32, FP64, BYTES -> throw new IllegalStateException(datatype + " is not an integer type");
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
