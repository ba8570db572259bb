package dev.ponder.api.serving.tensor;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What a model says about one of its inputs or outputs.
 *
 * @param name the name of the tensor
 * @param datatype what its elements are
 * @param shape the lengths of its dimensions, -1 for one that varies
 */
public record TensorMetadata(String name, Datatype datatype, List<Long> shape) {

    /** Copies the shape, and refuses lengths below -1. */
    public TensorMetadata {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(length -> length < -1)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "': shape " + shape + " (expected lengths of at least 0, or -1)");
        }
    }

    /** Metadata of a tensor of these lengths. */
    public static TensorMetadata of(String name, Datatype datatype, long... shape) {
        return new TensorMetadata(name, datatype, LongStream.of(shape).boxed().toList());
    }
}
