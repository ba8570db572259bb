package dev.ponder.toolkit.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Prompt;

/**
 * The verdicts that a judge may be asked for: each is a JSON object whose reasoning comes first, so that it comes first
 * in time.
 */
public enum Verdict {

    /** All labels, the best first: {@code {"reasoning": "...", "ranking": ["B", "A"]}}. */
    RANKING("ranking", JsonNodeFactory.instance.objectNode().put("type", "array").set("items",
            JsonNodeFactory.instance.objectNode().put("type", "string"))),
    /** The label of the best: {@code {"reasoning": "...", "choice": "B"}}. */
    CHOICE("choice", JsonNodeFactory.instance.objectNode().put("type", "string")),
    /** A grade from 0 to 10: {@code {"reasoning": "...", "score": 8}}. */
    SCORE("score", JsonNodeFactory.instance.objectNode().put("type", "number"));

    private final String member;
    private final ObjectNode type;

    Verdict(String member, ObjectNode type) {
        this.member = member;
        this.type = type;
    }

    /** The name of the schema and of its deciding member. */
    public String member() {
        return member;
    }

    /** The prompt, asking for this verdict's JSON. */
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
