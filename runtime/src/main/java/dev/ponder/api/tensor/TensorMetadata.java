package dev.ponder.api.tensor;

import java.util.List;

/**
 * What a model says of a tensor that it takes or returns.
 *
 * @param shape its dimensions; -1 for one of any length
 */
public record TensorMetadata(String name, Datatype datatype, List<Long> shape) {

    /** Copies the shape. */
    public TensorMetadata {
        shape = List.copyOf(shape);
    }
}
