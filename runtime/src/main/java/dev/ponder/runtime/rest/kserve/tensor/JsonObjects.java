package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;

/** Reads JSON objects token by token. Each method begins at a value and ends at its last token. */
final class JsonObjects {

    private static final int MAX_NAME_LENGTH = 1000;
    /** More than any model has. A limit, because an item that is small on the wire may be large in memory. */
    static final int MAX_ITEMS = 10_000;
    private static final String NAME = "a name of 1 to " + MAX_NAME_LENGTH + " characters";
    private static final String PARAMETER = "a string, a number or a boolean";
    private static final String PARAMETERS = "an object of strings, numbers and booleans";

    private JsonObjects() {
    }

    /** Reads the value of one member. */
    interface Reader {
        void read(String member) throws IOException;
    }

    /** Reads one item of a list. */
    interface ItemReader<T> {
        T read(String path) throws IOException;
    }

    /** Calls the reader for each known member that is not null. */
    static void object(JsonParser json, String path, String expected, Set<String> known, Reader reader)
            throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw InferErrors.wrong(path, json, expected);
        }
        var seen = new HashSet<String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            if (!known.contains(member)) {
                json.skipChildren();
            } else if (!seen.add(member)) {
                throw InferErrors.at(path + "." + member, "defined twice", "each member once");
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                reader.read(member);
            }
        }
    }

    static <T> List<T> list(JsonParser json, String path, String expected, ItemReader<T> reader) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw InferErrors.wrong(path, json, expected);
        }
        List<T> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MAX_ITEMS) {
                throw tooMany(path);
            }
            items.add(reader.read(path + "[" + items.size() + "]"));
        }
        return items;
    }

    static String name(JsonParser json, String path) throws IOException {
        String name = text(json, path, NAME);
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw InferErrors.wrong(path, json, NAME);
        }
        return name;
    }

    static String text(JsonParser json, String path, String expected) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw InferErrors.wrong(path, json, expected);
        }
        return json.getText();
    }

    static Map<String, JsonNode> parameters(JsonParser json, String path) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw InferErrors.wrong(path, json, PARAMETERS);
        }
        var parameters = new LinkedHashMap<String, JsonNode>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (parameters.size() == MAX_ITEMS) {
                throw tooMany(path);
            }
            String name = json.currentName();
            String parameter = path + "." + InferErrors.shortened(name);
            JsonToken token = json.nextToken();
            if (!token.isScalarValue() || token == JsonToken.VALUE_NULL
                    || token == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(json.getDoubleValue())) {
                throw InferErrors.wrong(parameter, json, PARAMETER);
            }
            if (parameters.put(name, TensorJson.MAPPER.readTree(json)) != null) {
                throw InferErrors.at(parameter, "defined twice", "each parameter once");
            }
        }
        return parameters;
    }

    private static RequestException tooMany(String path) {
        return InferErrors.at(path, "more than " + MAX_ITEMS + " items", "at most " + MAX_ITEMS);
    }
}
