package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Splits the token probabilities of a long text between two tokens. */
final class LogprobSplitter {

    private static final int LONGEST = 8 * 1024;

    private final List<JsonNode> slices = new ArrayList<>();
    private ObjectNode slice = JsonNodeFactory.instance.objectNode();
    private int length;

    private LogprobSplitter() {
    }

    static List<JsonNode> of(@Nullable JsonNode logprobs) {
        if (logprobs == null) {
            return List.of();
        }
        return logprobs instanceof ObjectNode lists && lists.toString().length() > LONGEST
                ? new LogprobSplitter().cut(lists)
                : List.of(logprobs);
    }

    private List<JsonNode> cut(ObjectNode lists) {
        lists.properties().forEach(member -> {
            if (member.getValue() instanceof ArrayNode tokens) {
                tokens.forEach(token -> add(member.getKey(), token));
            } else {
                slice.set(member.getKey(), member.getValue());
            }
        });
        slices.add(slice);
        return slices;
    }

    private void add(String list, JsonNode token) {
        int more = token.toString().length();
        if (length > 0 && length + more > LONGEST) {
            slices.add(slice);
            slice = JsonNodeFactory.instance.objectNode();
            length = 0;
        }
        length += more;
        slice.withArray(list).add(token);
    }
}
