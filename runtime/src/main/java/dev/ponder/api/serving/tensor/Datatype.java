package dev.ponder.api.serving.tensor;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The datatype of the elements of a tensor, by its name in V2.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol, tensor data types</a>
 */
public enum Datatype {

    /** True or false, one byte. */
    BOOL(Kind.BOOLEAN, 1),
    /** An integer of 8 bits, unsigned. */
    UINT8(Kind.UNSIGNED, 1),
    /** An integer of 16 bits, unsigned. */
    UINT16(Kind.UNSIGNED, 2),
    /** An integer of 32 bits, unsigned. */
    UINT32(Kind.UNSIGNED, 4),
    /** An integer of 64 bits, unsigned. */
    UINT64(Kind.UNSIGNED, 8),
    /** An integer of 8 bits. */
    INT8(Kind.SIGNED, 1),
    /** An integer of 16 bits. */
    INT16(Kind.SIGNED, 2),
    /** An integer of 32 bits. */
    INT32(Kind.SIGNED, 4),
    /** An integer of 64 bits. */
    INT64(Kind.SIGNED, 8),
    /** IEEE 754 half precision: 5 bits of exponent, 11 of precision. */
    FP16(Kind.FLOATING, 2),
    /** The upper half of {@link #FP32}: 8 bits of exponent, 8 of precision. */
    BF16(Kind.FLOATING, 2),
    /** IEEE 754 single precision. */
    FP32(Kind.FLOATING, 4),
    /** IEEE 754 double precision. */
    FP64(Kind.FLOATING, 8),
    /** Byte strings of any length each, often texts in UTF-8. */
    BYTES(Kind.BYTES, 0);

    private enum Kind {
        BOOLEAN, UNSIGNED, SIGNED, FLOATING, BYTES
    }

    private static final Map<String, Datatype> BY_NAME = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(Datatype::wireName, Function.identity()));

    private final Kind kind;
    private final int elementSize;

    Datatype(Kind kind, int elementSize) {
        this.kind = kind;
        this.elementSize = elementSize;
    }

    /** The datatype of this name in upper or lower case; empty for an unknown name. */
    public static Optional<Datatype> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName.toUpperCase(Locale.ROOT)));
    }

    /** The name in V2, such as {@code FP32}. */
    public String wireName() {
        return name();
    }

    /** The size of an element in bytes; 0 for {@link #BYTES}, whose elements differ in length. */
    public int elementSize() {
        return elementSize;
    }

    /** Whether the elements are integers, signed or unsigned; false for {@link #BOOL}. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || isUnsigned();
    }

    /** Whether the elements are unsigned integers. */
    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED;
    }

    /** Whether the elements are floating-point numbers. */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /** Whether this integer type can represent the value; false for other types. */
    public boolean holds(long value) {
        if (!isInteger()) {
            return false;
        }
        if (elementSize == Long.BYTES) {
            return kind == Kind.SIGNED || value >= 0;
        }
        int bits = Byte.SIZE * elementSize;
        return isUnsigned() ? value >>> bits == 0 : value >> (bits - 1) == value >> (Long.SIZE - 1);
    }

    /** The range of an element in words, for error messages: {@code an integer from 0 to 255}. */
    public String domain() {
        int bits = Byte.SIZE * elementSize;
        return switch (kind) {
            case BOOLEAN -> "true or false";
            case UNSIGNED -> "an integer from 0 to " + Long.toUnsignedString(-1L >>> (Long.SIZE - bits));
            case SIGNED -> "an integer from " + (-1L << (bits - 1)) + " to " + ~(-1L << (bits - 1));
            case FLOATING -> "a number within the range of " + name();
            case BYTES -> "a text";
        };
    }
}
