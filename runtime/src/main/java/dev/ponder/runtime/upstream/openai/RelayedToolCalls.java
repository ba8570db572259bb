package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart.ToolCallDelta;

/** Puts the tool calls of a relayed stream in order where its server does not; others pass. One instance per stream. */
final class RelayedToolCalls {

    private final Map<Integer, ToolCallRepair> ofChoice = new HashMap<>();

    /** Puts a chunk in order; the result is whether it was not. */
    boolean repair(ObjectNode chunk) {
        boolean changed = false;
        for (JsonNode choice : chunk.path("choices")) {
            changed |= repair(choice);
        }
        return changed;
    }

    private boolean repair(JsonNode choice) {
        int index = choice.path("index").asInt(0);
        boolean changed = false;
        if (choice.path("delta").path("tool_calls") instanceof ArrayNode pieces) {
            ToolCallRepair calls = ofChoice.computeIfAbsent(index, first -> new ToolCallRepair());
            for (int i = 0; i < pieces.size(); i++) {
                if (pieces.get(i) instanceof ObjectNode piece) {
                    ObjectNode right = json(calls.repair(piece), piece);
                    changed |= !says(piece, right);
                    pieces.set(i, right);
                }
            }
        }
        if (ofChoice.containsKey(index) && ofChoice.get(index).seen()
                && choice.path("finish_reason").asText().equals("stop")) {
            ((ObjectNode) choice).put("finish_reason", "tool_calls");
            changed = true;
        }
        return changed;
    }

    /** Members that are not understood are kept. */
    private static ObjectNode json(ToolCallDelta delta, ObjectNode piece) {
        ObjectNode json = piece.deepCopy();
        json.put("index", delta.index());
        json.remove("id");
        if (delta.id() != null) {
            json.put("id", delta.id());
        }
        ObjectNode function = json.get("function") instanceof ObjectNode object ? object : json.putObject("function");
        function.remove("name");
        if (delta.name() != null) {
            function.put("name", delta.name());
        }
        function.put("arguments", delta.arguments());
        return json;
    }

    /** Whether a client reads the same in both: absent, null and empty are one. */
    private static boolean says(ObjectNode piece, ObjectNode right) {
        JsonNode arguments = piece.path("function").path("arguments");
        return (piece.path("function").isObject() || !piece.has("function")) && piece.path("index").isInt()
                && piece.path("index").equals(right.path("index"))
                && piece.path("id").asText("").equals(right.path("id").asText(""))
                && piece.path("function").path("name").asText("").equals(right.path("function").path("name").asText(""))
                && (arguments.isTextual() || arguments.isMissingNode() || arguments.isNull())
                && arguments.asText("").equals(right.path("function").path("arguments").asText());
    }
}
