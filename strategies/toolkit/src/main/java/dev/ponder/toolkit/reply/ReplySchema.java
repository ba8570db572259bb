package dev.ponder.toolkit.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Builds the JSON schema of a reply: an object whose members are all required, in the order in which the model writes them. Put
 * the reasoning before the decision. Mutable, for one thread.
 */
public final class ReplySchema {

    private final ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");

    private ReplySchema() {
        schema.putObject("properties");
        schema.putArray("required");
        schema.put("additionalProperties", false);
    }

    /** A schema without members. */
    public static ReplySchema object() {
        return new ReplySchema();
    }

    /** A member with a text. */
    public ReplySchema text(String name) {
        return member(name, type("string"));
    }

    /** A member with a number. */
    public ReplySchema number(String name) {
        return member(name, type("number"));
    }

    /** A member with {@code true} or {@code false}. */
    public ReplySchema flag(String name) {
        return member(name, type("boolean"));
    }

    /** A member with one of these texts. */
    public ReplySchema oneOf(String name, String... values) {
        ObjectNode text = type("string");
        for (String value : values) {
            text.withArray("enum").add(value);
        }
        return member(name, text);
    }

    /** A member with a list of texts. */
    public ReplySchema texts(String name) {
        return list(name, type("string"));
    }

    /** A member with a list of objects. */
    public ReplySchema objects(String name, ReplySchema item) {
        return list(name, item.schema);
    }

    /** The schema. */
    public JsonNode build() {
        return schema.deepCopy();
    }

    private ReplySchema list(String name, ObjectNode item) {
        ObjectNode list = type("array");
        list.set("items", item);
        return member(name, list);
    }

    private ReplySchema member(String name, ObjectNode type) {
        schema.withObject("properties").set(name, type);
        schema.withArray("required").add(name);
        return this;
    }

    private static ObjectNode type(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", name);
    }
}
