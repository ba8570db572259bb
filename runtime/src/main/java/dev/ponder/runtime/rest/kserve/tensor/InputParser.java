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

/** Reads what the JSON says of one input. One instance per input. */
final class InputParser {

    static final String BINARY_SIZE = "binary_data_size";

    private static final Set<String> MEMBERS = Set.of("name", "datatype", "shape", "parameters", "data");
    private static final String SHAPE = "an array of integers of at least 0, or one -1";
    private static final String DATATYPES = Stream.of(Datatype.values()).map(Datatype::wireName)
            .collect(Collectors.joining(", ", "one of ", ""));
    private static final int MOST_DIMENSIONS = 64;

    private final JsonParser json;
    private final String path;
    private @Nullable String name;
    private @Nullable Datatype datatype;
    private long @Nullable [] shape;
    private Map<String, JsonNode> parameters = new LinkedHashMap<>();
    private @Nullable DataOutline data;

    InputParser(JsonParser json, String path) {
        this.json = json;
        this.path = path;
    }

    InputDraft parse() throws IOException {
        Members.object(json, path, "an object with name, shape, datatype and data", MEMBERS, this::member);
        JsonNode binarySize = parameters.remove(BINARY_SIZE);
        if (name == null) {
            throw Fault.missing(path + ".name", "the name of an input of the model");
        }
        if (datatype == null) {
            throw Fault.missing(path + ".datatype", DATATYPES);
        }
        if (shape == null) {
            throw Fault.missing(path + ".shape", SHAPE);
        }
        if (data != null && binarySize != null) {
            throw Fault.at(path + ".data", "beside parameters." + BINARY_SIZE, "only one of them");
        }
        return new InputDraft(path, name, datatype, shape, parameters, data, binarySize);
    }

    private void member(String member) throws IOException {
        String at = path + "." + member;
        switch (member) {
            case "name" -> name = Members.name(json, at);
            case "datatype" -> datatype = datatype(at);
            case "shape" -> shape = shape(at);
            case "parameters" -> parameters = Members.parameters(json, at);
            default -> data = DataOutline.of(json, at);
        }
    }

    private Datatype datatype(String at) throws IOException {
        String text = Members.text(json, at, DATATYPES);
        var found = Datatype.of(text);
        if (found.isEmpty()) {
            throw Fault.wrong(at, json, DATATYPES);
        }
        return found.get();
    }

    private long[] shape(String at) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Fault.wrong(at, json, SHAPE);
        }
        var lengths = new long[MOST_DIMENSIONS];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == NumberType.BIG_INTEGER) {
                throw Fault.wrong(at + "[" + count + "]", json, "an integer of at least 0, or one -1");
            }
            if (count == MOST_DIMENSIONS) {
                throw Fault.at(at, "more than " + MOST_DIMENSIONS + " lengths", "at most " + MOST_DIMENSIONS);
            }
            lengths[count++] = json.getLongValue();
        }
        return Arrays.copyOf(lengths, count);
    }
}
