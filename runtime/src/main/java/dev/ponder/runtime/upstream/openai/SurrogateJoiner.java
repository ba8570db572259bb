package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Joins code points that a server split between two deltas: the first half is held back until the next text of the same
 * choice and member. A half without its other half becomes U+FFFD. One instance per stream; not thread-safe.
 */
final class SurrogateJoiner {

    private static final String REPLACEMENT = "\uFFFD";

    private interface Change {

        String of(List<Object> path, String text);
    }

    /** The halves that are held back, by the path of their member: names, and indexes in lists. */
    private final Map<List<Object>, String> held = new LinkedHashMap<>();

    /**
     * Joins the halves in the deltas of a chunk, and replaces them in its other members.
     *
     * @param data the JSON text of the chunk
     */
    void join(String data, JsonNode chunk) {
        if (held.isEmpty() && !mayHaveHalves(data)) {
            return;
        }
        change(chunk, List.of(), (path, text) -> path.contains("delta") ? joined(path, text) : replaced(text));
    }

    /** The deltas of the first choice with the halves that are still held back. */
    List<JsonNode> rest() {
        var deltas = new ArrayList<JsonNode>();
        held.keySet().stream().filter(path -> path.size() > 3 && path.get(1).equals(0))
                .forEach(path -> deltas.add(nested(path.subList(3, path.size()))));
        held.clear();
        return deltas;
    }

    /** Replaces all halves in a completion. */
    static void replace(JsonNode completion) {
        change(completion, List.of(), (path, text) -> replaced(text));
    }

    /** Whether JSON text has escapes of surrogates. They cannot come in another form, because UTF-8 has none. */
    private static boolean mayHaveHalves(String json) {
        return json.contains("\\ud") || json.contains("\\uD");
    }

    /** The same of JSON in UTF-8. */
    static boolean mayHaveHalves(byte[] json) {
        for (int i = 2; i < json.length; i++) {
            if ((json[i] | 0x20) == 'd' && json[i - 1] == 'u' && json[i - 2] == '\\') {
                return true;
            }
        }
        return false;
    }

    private String joined(List<Object> path, String text) {
        String half = held.remove(path);
        String all = half == null ? text : half + text;
        if (all.isEmpty() || !Character.isHighSurrogate(all.charAt(all.length() - 1))) {
            return replaced(all);
        }
        held.put(path, all.substring(all.length() - 1));
        return replaced(all.substring(0, all.length() - 1));
    }

    private static String replaced(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE) {
                whole.append(REPLACEMENT);
            } else {
                whole.appendCodePoint(character);
            }
        });
        return whole.toString();
    }

    private static void change(JsonNode json, List<Object> path, Change change) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(
                    changed(member.getValue(), plus(path, member.getKey()), change)));
        } else if (json instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode item = list.get(i);
                list.set(i, changed(item, plus(path, item.path("index").asInt(i)), change));
            }
        }
    }

    private static JsonNode changed(JsonNode value, List<Object> path, Change change) {
        change(value, path, change);
        return value.isTextual() ? TextNode.valueOf(change.of(path, value.textValue())) : value;
    }

    private static List<Object> plus(List<Object> path, Object step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static JsonNode nested(List<Object> path) {
        JsonNode json = TextNode.valueOf(REPLACEMENT);
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Integer index) {
                json = JsonNodeFactory.instance.arrayNode()
                        .add(json instanceof ObjectNode item ? item.put("index", index) : json);
            } else {
                json = JsonNodeFactory.instance.objectNode().set((String) path.get(i), json);
            }
        }
        return json;
    }
}
