package dev.ponder.api.serving.tensor;

import java.util.List;
import java.util.stream.LongStream;

/**
 * An input or output of a model, for its metadata.
 *
 * @param name the name of the tensor
 * @param datatype the datatype of its elements
 * @param shape the lengths of its dimensions, -1 for a variable length
 */
public record TensorMetadata(String name, Datatype datatype, List<Long> shape) {

    /** @throws IllegalArgumentException for a length below -1 */
    public TensorMetadata {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(length -> length < -1)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "': shape " + shape + " (expected lengths of at least 0, or -1)");
        }
    }

    /** Metadata with this shape. */
    public static TensorMetadata of(String name, Datatype datatype, long... shape) {
        return new TensorMetadata(name, datatype, LongStream.of(shape).boxed().toList());
    }
}
