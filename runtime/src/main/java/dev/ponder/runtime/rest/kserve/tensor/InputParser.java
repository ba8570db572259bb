package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.tensor.Datatype;

/** Parses the JSON of one input, except its elements. One instance per input. */
final class InputParser {

    static final String BINARY_SIZE = "binary_data_size";

    private static final Set<String> MEMBERS = Set.of("name", "datatype", "shape", "parameters", "data");
    private static final String SHAPE = "an array of integers of at least 0, or one -1";
    private static final String DATATYPES = Stream.of(Datatype.values()).map(Datatype::wireName)
            .collect(Collectors.joining(", ", "one of ", ""));
    private static final int MAX_DIMENSIONS = 64;

    private final JsonParser json;
    private final String path;
    private @Nullable String name;
    private @Nullable Datatype datatype;
    private long @Nullable [] shape;
    private Map<String, JsonNode> parameters = new LinkedHashMap<>();
    private @Nullable DataLayout data;

    /**
     * An input whose elements are not decoded yet.
     *
     * @param path its path in the request, such as {@code inputs[0]}
     * @param data the position of the elements in the JSON; null if they are binary data
     * @param binarySize the parameter {@code binary_data_size}; null if there is none
     */
    record RawInput(String path, String name, Datatype datatype, long[] shape, Map<String, JsonNode> parameters,
            @Nullable DataLayout data, @Nullable JsonNode binarySize) {}

    InputParser(JsonParser json, String path) {
        this.json = json;
        this.path = path;
    }

    RawInput parse() throws IOException {
        JsonObjects.object(json, path, "an object with name, shape, datatype and data", MEMBERS, this::member);
        JsonNode binarySize = parameters.remove(BINARY_SIZE);
        if (name == null) {
            throw InferErrors.missing(path + ".name", "the name of an input of the model");
        }
        if (datatype == null) {
            throw InferErrors.missing(path + ".datatype", DATATYPES);
        }
        if (shape == null) {
            throw InferErrors.missing(path + ".shape", SHAPE);
        }
        if (data != null && binarySize != null) {
            throw InferErrors.at(path + ".data", "together with parameters." + BINARY_SIZE, "only one of them");
        }
        return new RawInput(path, name, datatype, shape, parameters, data, binarySize);
    }

    private void member(String member) throws IOException {
        String at = path + "." + member;
        switch (member) {
            case "name" -> name = JsonObjects.name(json, at);
            case "datatype" -> datatype = datatype(at);
            case "shape" -> shape = shape(at);
            case "parameters" -> parameters = JsonObjects.parameters(json, at);
            default -> data = DataLayout.of(json, at);
        }
    }

    private Datatype datatype(String at) throws IOException {
        String text = JsonObjects.text(json, at, DATATYPES);
        var found = Datatype.of(text);
        if (found.isEmpty()) {
            throw InferErrors.wrong(at, json, DATATYPES);
        }
        return found.get();
    }

    private long[] shape(String at) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw InferErrors.wrong(at, json, SHAPE);
        }
        var lengths = new long[MAX_DIMENSIONS];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == NumberType.BIG_INTEGER) {
                throw InferErrors.wrong(at + "[" + count + "]", json, "an integer of at least 0, or one -1");
            }
            if (count == MAX_DIMENSIONS) {
                throw InferErrors.at(at, "more than " + MAX_DIMENSIONS + " lengths", "at most " + MAX_DIMENSIONS);
            }
            lengths[count++] = json.getLongValue();
        }
        return Arrays.copyOf(lengths, count);
    }
}
