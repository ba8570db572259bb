package dev.ponder.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;

/** A question that has no number yet. */
record Draft(String text, JsonNode answer) {

    static Draft of(String text, int answer) {
        return new Draft(text, IntNode.valueOf(answer));
    }
}
