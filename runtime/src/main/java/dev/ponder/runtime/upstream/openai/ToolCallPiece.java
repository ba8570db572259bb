package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a tool call, or of a piece of one. Its methods that change it return whether they did. */
final class ToolCallPiece {

    private static final int MAX_INDEX = 10_000;

    private final ObjectNode json;
    private final boolean custom;

    ToolCallPiece(ObjectNode json) {
        this.json = json;
        this.custom = json.path("custom").isObject() || json.path("type").asText().equals("custom");
    }

    /** Whether it is a custom call, whose input is text instead of JSON. */
    boolean custom() {
        return custom;
    }

    /** The index that the upstream sent; null if it is missing or no number. */
    @Nullable
    Integer sentIndex() {
        int index = json.path("index").asInt(-1);
        return index < 0 || index > MAX_INDEX ? null : index;
    }

    /** The id; null if it is missing or blank. */
    @Nullable
    String id() {
        JsonNode id = json.path("id");
        return id.isValueNode() && !id.isNull() && !id.asText().isBlank() ? id.asText() : null;
    }

    String name() {
        return body().path("name").asText("");
    }

    String arguments() {
        return body().path(custom ? "input" : "arguments").asText("");
    }

    private JsonNode body() {
        return json.path(custom ? "custom" : "function");
    }

    /** Writes the id as text, and arguments that are no text as their JSON text. Moves a flat name into the function. */
    boolean normalize() {
        boolean changed = json.path("id").isNumber();
        if (changed) {
            json.put("id", json.get("id").asText());
        }
        if (custom) {
            return changed;
        }
        if (json.has("function") ? !json.get("function").isObject() : json.has("name") || json.has("arguments")) {
            ObjectNode function = json.putObject("function");
            move("name", function);
            move("arguments", function);
            changed = true;
        }
        JsonNode arguments = body().path("arguments");
        if (body() instanceof ObjectNode function && !arguments.isTextual() && !arguments.isNull()
                && !arguments.isMissingNode()) {
            function.put("arguments", arguments.toString());
            changed = true;
        }
        return changed;
    }

    private void move(String member, ObjectNode function) {
        JsonNode value = json.remove(member);
        if (value != null) {
            function.set(member, value);
        }
    }

    boolean putIndex(int index) {
        if (json.path("index").isInt() && json.get("index").intValue() == index) {
            return false;
        }
        json.put("index", index);
        return true;
    }

    void putId(String id) {
        json.put("id", id);
    }

    boolean removeId() {
        return id() != null && json.remove("id") != null;
    }

    /** Writes another name, or removes it if the name is empty. */
    boolean putName(String name) {
        if (name.equals(name())) {
            return false;
        }
        ObjectNode body = custom ? json.withObject("/custom") : json.withObject("/function");
        if (name.isEmpty()) {
            body.remove("name");
        } else {
            body.put("name", name);
        }
        return true;
    }

    /** Adds what the first piece of a call must have: its type and the text of its arguments. */
    boolean complete() {
        boolean changed = json.path("type").asText("").isBlank();
        if (changed) {
            json.put("type", custom ? "custom" : "function");
        }
        if (!custom && !body().path("arguments").isTextual()) {
            json.withObject("/function").put("arguments", "");
            changed = true;
        }
        return changed;
    }
}
