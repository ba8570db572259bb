package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart.ToolCallDelta;

/** Repairs malformed tool calls of a relayed stream. Well-formed ones are unchanged. One instance per stream. */
final class RelayedToolCalls {

    private final Map<Integer, ToolCallRepair> ofChoice = new HashMap<>();

    /** Repairs a chunk. Returns whether it was malformed. */
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
                    ObjectNode repaired = json(calls.repair(piece), piece);
                    changed |= !isSame(piece, repaired);
                    pieces.set(i, repaired);
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

    /** Unknown members are kept. */
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

    /** Whether clients read the same in both: absent, null and empty are equal. */
    private static boolean isSame(ObjectNode piece, ObjectNode repaired) {
        JsonNode arguments = piece.path("function").path("arguments");
        return (piece.path("function").isObject() || !piece.has("function")) && piece.path("index").isInt()
                && piece.path("index").equals(repaired.path("index"))
                && piece.path("id").asText("").equals(repaired.path("id").asText(""))
                && piece.path("function").path("name").asText("")
                        .equals(repaired.path("function").path("name").asText(""))
                && (arguments.isTextual() || arguments.isMissingNode() || arguments.isNull())
                && arguments.asText("").equals(repaired.path("function").path("arguments").asText());
    }
}
