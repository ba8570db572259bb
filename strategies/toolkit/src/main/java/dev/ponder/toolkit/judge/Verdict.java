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
    RANKING("ranking", JsonNodeFactory.instance.objectNode().put("type", "array").set("items",
            JsonNodeFactory.instance.objectNode().put("type", "string"))),
    /** The label of the best: {@code {"reasoning": "...", "choice": "C2"}}. */
    CHOICE("choice", JsonNodeFactory.instance.objectNode().put("type", "string")),
    /** A grade from 0 to 10: {@code {"reasoning": "...", "score": 8}}. */
    SCORE("score", JsonNodeFactory.instance.objectNode().put("type", "number"));

    private final String member;
    private final ObjectNode type;

    Verdict(String member, ObjectNode type) {
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
        properties.set(member, type);
        schema.putArray("required").add("reasoning").add(member);
        schema.put("additionalProperties", false);
        return prompt.withJsonSchema(member, schema);
    }
}
