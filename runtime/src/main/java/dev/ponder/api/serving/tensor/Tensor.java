package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A named, row-major array of elements of one {@link Datatype}. Immutable and thread-safe: values are copied on the way in
 * and out.
 *
 * <p><b>Shape.</b> No length means a scalar. One length may be -1 and is inferred from the number of elements.
 *
 * <p><b>Errors.</b> Methods that create a tensor throw {@link IllegalArgumentException} for a shape that does not fit the
 * elements, and for a value that the datatype cannot represent. Accessors throw {@link IllegalStateException} if they
 * cannot read the datatype without loss.
 */
public final class Tensor {

    private final String name;
    private final List<Long> shape;
    private final Map<String, JsonNode> parameters;
    private final Elements elements;

    private Tensor(String name, List<Long> shape, Map<String, JsonNode> parameters, Elements elements) {
        this.name = name;
        this.shape = shape;
        this.parameters = parameters;
        this.elements = elements;
    }

    private static Tensor of(String name, Elements elements, long[] shape) {
        return new Tensor(name, Shape.of(elements.count(), shape), Map.of(), elements);
    }

    /** A tensor of {@link Datatype#BOOL}. */
    public static Tensor ofBooleans(String name, boolean[] values, long... shape) {
        return of(name, ElementWriter.booleans(values), shape);
    }

    /** A tensor of any integer type. Each value must be in the range of the type. */
    public static Tensor ofLongs(String name, Datatype datatype, long[] values, long... shape) {
        return of(name, ElementWriter.integers(datatype, values), shape);
    }

    /** A tensor of {@link Datatype#UINT64}, with unsigned values. */
    public static Tensor ofUnsignedLongs(String name, long[] values, long... shape) {
        return of(name, ElementWriter.bits(Datatype.UINT64, values), shape);
    }

    /** A tensor of any floating-point type. Values are rounded as {@link #as} does. */
    public static Tensor ofFloats(String name, Datatype datatype, float[] values, long... shape) {
        return of(name, ElementWriter.floats(datatype, values), shape);
    }

    /** A tensor of any floating-point type. Values are rounded as {@link #as} does. */
    public static Tensor ofDoubles(String name, Datatype datatype, double[] values, long... shape) {
        return of(name, ElementWriter.doubles(datatype, values), shape);
    }

    /** A tensor of {@link Datatype#BYTES} with texts in UTF-8. */
    public static Tensor ofStrings(String name, List<String> values, long... shape) {
        return ofBytes(name, values.stream().map(Utf8::encode).toList(), shape);
    }

    /** A tensor of {@link Datatype#BYTES}. */
    public static Tensor ofBytes(String name, List<byte[]> values, long... shape) {
        return of(name, ElementWriter.contents(values), shape);
    }

    /**
     * A tensor of any type from the format of V2's binary tensor data: numbers are little-endian, {@link Datatype#BOOL} is a
     * byte of 0 or 1, each element of {@link Datatype#BYTES} follows its length in four bytes. Keeps the buffer's position.
     */
    public static Tensor ofBinary(String name, Datatype datatype, ByteBuffer data, long... shape) {
        return of(name, Elements.of(datatype, data), shape);
    }

    /** The name of the input or output. */
    public String name() {
        return name;
    }

    /** The datatype of the elements. */
    public Datatype datatype() {
        return elements.datatype();
    }

    /** The lengths of the dimensions, each at least 0; empty for a scalar. */
    public List<Long> shape() {
        return shape;
    }

    /** Parameters of this tensor: strings, numbers, booleans. */
    public Map<String, JsonNode> parameters() {
        return parameters;
    }

    /** The number of elements: the product of the shape. */
    public int elementCount() {
        return elements.count();
    }

    /** The elements in the format of {@link #ofBinary}: read-only, little-endian, not copied. */
    public ByteBuffer binary() {
        return elements.binary();
    }

    /** The elements of {@link Datatype#BYTES} as texts. Reading an element that is not UTF-8 fails. */
    public List<String> strings() {
        require(datatype() == Datatype.BYTES, "strings");
        return list(index -> Utf8.decode(elements.content(index), () -> "tensor '" + name + "': element " + index
                + " is not UTF-8 (expected a text; bytes() reads all)"));
    }

    /** The elements of {@link Datatype#BYTES}; each read returns a new array. */
    public List<byte[]> bytes() {
        require(datatype() == Datatype.BYTES, "bytes");
        return list(elements::content);
    }

    /** The numbers of a floating-point type up to {@link Datatype#FP32}, or of an integer type up to 16 bits. */
    public float[] floats() {
        require(datatype().isFloating() && datatype() != Datatype.FP64
                || datatype().isInteger() && datatype().elementSize() <= Short.BYTES, "floats");
        var values = new float[elements.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) elements.number(i);
        }
        return values;
    }

    /** The numbers of any floating-point type, or of an integer type up to 32 bits. */
    public double[] doubles() {
        require(datatype().isFloating() || datatype().isInteger() && datatype().elementSize() <= Integer.BYTES,
                "doubles");
        var values = new double[elements.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.number(i);
        }
        return values;
    }

    /** The integers of any integer type. Fails if a {@link Datatype#UINT64} is above 2<sup>63</sup> - 1. */
    public long[] longs() {
        require(datatype().isInteger(), "longs");
        long[] values = bits();
        for (int i = 0; datatype() == Datatype.UINT64 && i < values.length; i++) {
            if (values[i] < 0) {
                throw new IllegalStateException("tensor '" + name + "': element " + i + " is "
                        + Long.toUnsignedString(values[i]) + " (expected at most " + Long.MAX_VALUE
                        + "; unsignedLongs() reads all)");
            }
        }
        return values;
    }

    /** The integers of an unsigned type; {@link Datatype#UINT64} is returned as unsigned longs. */
    public long[] unsignedLongs() {
        require(datatype().isUnsigned(), "unsignedLongs");
        return bits();
    }

    /** The elements of {@link Datatype#BOOL}. */
    public boolean[] booleans() {
        require(datatype() == Datatype.BOOL, "booleans");
        var values = new boolean[elements.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.integer(i) != 0;
        }
        return values;
    }

    /**
     * The same numbers in another floating-point type. Rounds to nearest, ties to even; a number beyond the range becomes
     * infinite. Fails unless both types are floating-point types, or are the same.
     */
    public Tensor as(Datatype other) {
        if (other == datatype()) {
            return this;
        }
        if (!datatype().isFloating() || !other.isFloating()) {
            throw new IllegalStateException("tensor '" + name + "': " + datatype() + " cannot be converted to " + other
                    + " (expected two floating-point types)");
        }
        return new Tensor(name, shape, parameters, ElementWriter.converted(other, elements));
    }

    /** The same tensor with another name. */
    public Tensor named(String other) {
        return new Tensor(other, shape, parameters, elements);
    }

    /** The same elements in another shape. */
    public Tensor reshaped(long... other) {
        return new Tensor(name, Shape.of(elements.count(), other), parameters, elements);
    }

    /** The same tensor with other parameters, in their order. */
    public Tensor withParameters(Map<String, JsonNode> other) {
        return new Tensor(name, shape, Collections.unmodifiableMap(new LinkedHashMap<>(other)), elements);
    }

    private long[] bits() {
        var values = new long[elements.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.integer(i);
        }
        return values;
    }

    private <T> List<T> list(IntFunction<T> element) {
        return new View<>(elements.count(), element);
    }

    private void require(boolean lossless, String accessor) {
        if (!lossless) {
            throw new IllegalStateException("tensor '" + name + "': " + accessor + "() of " + datatype()
                    + " (expected a datatype that it reads without loss)");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tensor that && name.equals(that.name) && shape.equals(that.shape)
                && parameters.equals(that.parameters) && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, shape, parameters, elements);
    }

    /** Name, datatype and shape, without the elements. */
    @Override
    public String toString() {
        return name + ": " + datatype() + shape;
    }

    /** Decodes elements on access: texts are large, and rarely read all at once. */
    private static final class View<T> extends AbstractList<T> implements RandomAccess {

        private final int size;
        private final IntFunction<T> element;

        View(int size, IntFunction<T> element) {
            this.size = size;
            this.element = element;
        }

        @Override
        public T get(int index) {
            return element.apply(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
