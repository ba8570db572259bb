package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;

/**
 * A field of a request's body. Its methods return the value, or fail with a 400 that names the field, the value and what
 * was expected. JSON's null counts as absent.
 *
 * @param path the field's place in the body, such as {@code messages[0].role}
 * @param value the value; null if the field is absent
 */
public record JsonField(String path, @Nullable JsonNode value) {

    private static final int LONGEST_QUOTE = 80;

    /** A member of a body. */
    public static JsonField of(ObjectNode body, String name) {
        return new JsonField(name, body.get(name));
    }

    /** A member of this object; absent if this is no object. */
    public JsonField child(String name) {
        return new JsonField(path + "." + name, value == null ? null : value.get(name));
    }

    /** An element of this array; absent if this is no array. */
    public JsonField item(int index) {
        return new JsonField(path + "[" + index + "]", value == null ? null : value.get(index));
    }

    /** Whether the field has a value. */
    public boolean present() {
        return value != null && !value.isNull();
    }

    /** The value, of any type. */
    public JsonNode required(String expected) {
        JsonNode node = value;
        if (node == null || node.isNull()) {
            throw RequestException.invalid(path, path + ": missing (expected " + expected + ")");
        }
        return node;
    }

    /** A text that is not blank. */
    public String text(String expected) {
        JsonNode node = required(expected);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw invalid(expected);
        }
        return node.asText();
    }

    /** An object. */
    public ObjectNode object(String expected) {
        if (required(expected) instanceof ObjectNode object) {
            return object;
        }
        throw invalid(expected);
    }

    /** The elements of an array. */
    public List<JsonField> array(String expected) {
        JsonNode node = required(expected);
        if (!node.isArray()) {
            throw invalid(expected);
        }
        return IntStream.range(0, node.size()).mapToObj(this::item).toList();
    }

    /** The elements of an array that has at least one. */
    public List<JsonField> nonEmptyArray(String expected) {
        List<JsonField> items = array(expected);
        if (items.isEmpty()) {
            throw invalid(expected);
        }
        return items;
    }

    /** True or false. */
    public boolean bool() {
        JsonNode node = required("true or false");
        if (!node.isBoolean()) {
            throw invalid("true or false");
        }
        return node.booleanValue();
    }

    /** An integer within a range, both ends included. */
    public long integer(long min, long max) {
        String expected = range("an integer", Long.toString(min), max == Long.MAX_VALUE ? null : Long.toString(max));
        JsonNode node = required(expected);
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        if (!whole || node.longValue() < min || node.longValue() > max) {
            throw invalid(expected);
        }
        return node.longValue();
    }

    /** A number within a range, both ends included. */
    public double number(double min, double max) {
        String expected = range("a number", plain(min), max == Double.POSITIVE_INFINITY ? null : plain(max));
        JsonNode node = required(expected);
        if (!node.isNumber() || !(node.doubleValue() >= min && node.doubleValue() <= max)) {
            throw invalid(expected);
        }
        return node.doubleValue();
    }

    /** A constant of an enum, by its name in lower case, with underscores or hyphens. */
    public <E> E constant(Class<E> type) {
        var names = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            if (name.equals(required("a name").asText().replace('-', '_'))) {
                return constant;
            }
            names.add(name);
        }
        throw invalid("one of " + String.join(", ", names));
    }

    /** The error for a value that is not what was expected. */
    public RequestException invalid(String expected) {
        return RequestException.invalid(path, path + ": " + quote() + " (expected " + expected + ")");
    }

    private String quote() {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String range(String kind, String min, @Nullable String max) {
        return max == null ? kind + " of at least " + min : kind + " from " + min + " to " + max;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
