package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;

/** A field of a request's body: what it holds, or a refusal that names the field, the value and what was expected. */
public record JsonField(String path, @Nullable JsonNode value) {

    private static final int LONGEST_QUOTE = 80;

    public static JsonField of(ObjectNode body, String name) {
        return new JsonField(name, body.get(name));
    }

    public JsonField child(String name) {
        return new JsonField(path + "." + name, value == null ? null : value.get(name));
    }

    public JsonField item(int index) {
        return new JsonField(path + "[" + index + "]", value == null ? null : value.get(index));
    }

    /** Null counts as absent. */
    public boolean present() {
        return value != null && !value.isNull();
    }

    public JsonNode required(String expected) {
        JsonNode node = value;
        if (node == null || node.isNull()) {
            throw RequestException.invalid(path, path + ": missing (expected " + expected + ")");
        }
        return node;
    }

    public String text(String expected) {
        JsonNode node = required(expected);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw refuse(expected);
        }
        return node.asText();
    }

    public ObjectNode object(String expected) {
        if (required(expected) instanceof ObjectNode object) {
            return object;
        }
        throw refuse(expected);
    }

    public boolean bool() {
        JsonNode node = required("true or false");
        if (!node.isBoolean()) {
            throw refuse("true or false");
        }
        return node.booleanValue();
    }

    public long integer(long min, long max) {
        String expected = range("an integer", Long.toString(min), max == Long.MAX_VALUE ? null : Long.toString(max));
        JsonNode node = required(expected);
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        if (!whole || node.longValue() < min || node.longValue() > max) {
            throw refuse(expected);
        }
        return node.longValue();
    }

    public double number(double min, double max) {
        String expected = range("a number", plain(min), max == Double.POSITIVE_INFINITY ? null : plain(max));
        JsonNode node = required(expected);
        if (!node.isNumber() || !(node.doubleValue() >= min && node.doubleValue() <= max)) {
            throw refuse(expected);
        }
        return node.doubleValue();
    }

    /** The constant of an enum whose name is written here, in lower case. */
    public <E> E constant(Class<E> type) {
        var names = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            if (name.equals(required("a name").asText().replace('-', '_'))) {
                return constant;
            }
            names.add(name);
        }
        throw refuse("one of " + String.join(", ", names));
    }

    public RequestException refuse(String expected) {
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
