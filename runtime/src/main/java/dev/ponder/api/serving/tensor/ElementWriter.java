package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Encodes Java values as {@link Elements}. Fails for a value that the datatype cannot represent. */
final class ElementWriter {

    private ElementWriter() {
    }

    static Elements booleans(boolean[] values) {
        return Elements.written(Datatype.BOOL, values.length, bytes -> {
            for (boolean value : values) {
                bytes.put((byte) (value ? 1 : 0));
            }
        });
    }

    static Elements integers(Datatype datatype, long[] values) {
        for (int i = 0; datatype.isInteger() && i < values.length; i++) {
            if (!datatype.holds(values[i])) {
                throw new IllegalArgumentException(
                        "data: element " + i + " is " + values[i] + " (expected " + datatype.domain() + ")");
            }
        }
        return bits(datatype, values);
    }

    static Elements bits(Datatype datatype, long[] values) {
        if (!datatype.isInteger()) {
            throw unfit(datatype, "integers");
        }
        return Elements.written(datatype, (long) values.length * datatype.elementSize(), bytes -> {
            for (long value : values) {
                switch (datatype.elementSize()) {
                    case Byte.BYTES -> bytes.put((byte) value);
                    case Short.BYTES -> bytes.putShort((short) value);
                    case Integer.BYTES -> bytes.putInt((int) value);
                    default -> bytes.putLong(value);
                }
            }
        });
    }

    static Elements floats(Datatype datatype, float[] values) {
        return floating(datatype, values.length, bytes -> {
            for (float value : values) {
                put(datatype, value, bytes);
            }
        });
    }

    static Elements doubles(Datatype datatype, double[] values) {
        return floating(datatype, values.length, bytes -> {
            for (double value : values) {
                put(datatype, value, bytes);
            }
        });
    }

    /** The same numbers, rounded where the datatype asks for it. */
    static Elements converted(Datatype datatype, Elements numbers) {
        return floating(datatype, numbers.count(), bytes -> {
            for (int i = 0; i < numbers.count(); i++) {
                put(datatype, numbers.number(i), bytes);
            }
        });
    }

    static Elements contents(List<byte[]> values) {
        long size = 0;
        for (byte[] value : values) {
            size += Integer.BYTES + value.length;
        }
        return Elements.written(Datatype.BYTES, size, bytes -> {
            for (byte[] value : values) {
                bytes.putInt(value.length).put(value);
            }
        });
    }

    private static Elements floating(Datatype datatype, int count, Consumer<ByteBuffer> writer) {
        if (!datatype.isFloating()) {
            throw unfit(datatype, "floating-point numbers");
        }
        return Elements.written(datatype, (long) count * datatype.elementSize(), writer);
    }

    private static void put(Datatype datatype, double value, ByteBuffer bytes) {
        switch (datatype) {
            case FP16 -> bytes.putShort(SmallFloat.HALF.encode(value));
            case BF16 -> bytes.putShort(SmallFloat.BRAIN.encode(value));
            case FP32 -> bytes.putFloat((float) value);
            default -> bytes.putDouble(value);
        }
    }

    private static IllegalArgumentException unfit(Datatype datatype, String wanted) {
        return new IllegalArgumentException("datatype: " + datatype + " (expected one of " + wanted + ")");
    }
}
