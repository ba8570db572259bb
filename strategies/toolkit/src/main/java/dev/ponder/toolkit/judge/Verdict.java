package dev.ponder.toolkit.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Prompt;

/**
 * The kinds of verdicts: JSON objects whose reasoning comes before the decision, so that the model reasons before it
 * decides.
 */
public enum Verdict {

    /** All labels, the best first: {@code {"reasoning": "...", "ranking": ["C2", "C1"]}}. */
    RANKING("ranking", "array"),
    /** The label of the best: {@code {"reasoning": "...", "choice": "C2"}}. */
    CHOICE("choice", "string"),
    /** A grade from 0 to 10: {@code {"reasoning": "...", "score": 8}}. */
    SCORE("score", "number");

    private final String member;
    private final String type;

    Verdict(String member, String type) {
        this.member = member;
        this.type = type;
    }

    /** The name of the schema, and of the member with the decision. */
    public String member() {
        return member;
    }

    /** The prompt with this verdict's JSON schema as its response format. */
    public Prompt askedOf(Prompt prompt) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("reasoning").put("type", "string");
        ObjectNode decision = properties.putObject(member).put("type", type);
        if (this == RANKING) {
            decision.putObject("items").put("type", "string");
        }
        schema.putArray("required").add("reasoning").add(member);
        schema.put("additionalProperties", false);
        return prompt.withJsonSchema(member, schema);
    }
}
