package dev.ponder.api.serving.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Checks the lengths of dimensions against a number of elements. */
final class Shape {

    private static final int MAX_DIMENSIONS = 64;
    private static final long INFERRED = -1;

    private Shape() {
    }

    /** The shape of a number of elements. One dimension may be -1: its length is inferred from the others. */
    static List<Long> of(int elements, long... dimensions) {
        long known = product(dimensions);
        int open = open(dimensions);
        if (open < 0) {
            if (known != elements) {
                throw mismatch(dimensions, "holds " + known + (known == 1 ? " element" : " elements"), elements);
            }
            return boxed(dimensions);
        }
        if (known == 0 || elements % known != 0) {
            throw mismatch(dimensions, "has no length for -1", elements);
        }
        long[] inferred = dimensions.clone();
        inferred[open] = elements / known;
        return boxed(inferred);
    }

    private static int open(long[] dimensions) {
        int open = -1;
        for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i] == INFERRED) {
                if (open >= 0) {
                    throw invalid(dimensions, "only one -1: several cannot be inferred");
                }
                open = i;
            }
        }
        return open;
    }

    private static long product(long[] dimensions) {
        if (dimensions.length > MAX_DIMENSIONS) {
            throw new IllegalArgumentException("shape: " + dimensions.length + " dimensions (expected at most "
                    + MAX_DIMENSIONS + ")");
        }
        if (LongStream.of(dimensions).anyMatch(length -> length < INFERRED)) {
            throw invalid(dimensions, "lengths of at least 0, or one -1");
        }
        if (LongStream.of(dimensions).anyMatch(length -> length == 0)) {
            return 0;
        }
        try {
            return LongStream.of(dimensions).filter(length -> length != INFERRED).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw invalid(dimensions, "at most " + Integer.MAX_VALUE + " elements");
        }
    }

    private static IllegalArgumentException mismatch(long[] dimensions, String problem, int elements) {
        return new IllegalArgumentException("shape: " + Arrays.toString(dimensions) + " " + problem
                + " (expected a shape of the " + elements + " of the data)");
    }

    private static IllegalArgumentException invalid(long[] dimensions, String expected) {
        return new IllegalArgumentException("shape: " + Arrays.toString(dimensions) + " (expected " + expected + ")");
    }

    private static List<Long> boxed(long[] dimensions) {
        return LongStream.of(dimensions).boxed().toList();
    }
}
