package dev.ponder.runtime.rest.kserve.tensor;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.tensor.Datatype;

/**
 * An input as the JSON announces it; its data is still to be read.
 *
 * @param path of the input, such as {@code inputs[0]}
 * @param data null when it lies behind the JSON
 * @param binarySize what the input says of its size there; null when the data lies in the JSON
 */
record RawInput(String path, String name, Datatype datatype, long[] shape, Map<String, JsonNode> parameters,
        @Nullable DataLayout data, @Nullable JsonNode binarySize) {}
