package dev.ponder.toolkit.judge;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Prompt;

/**
 * The kinds of verdicts: JSON objects whose reasoning comes before the decision, so that the model reasons before it
 * decides.
 */
public enum Verdict {

    /** All labels, the best first: {@code {"reasoning": "...", "ranking": ["C2", "C1"]}}. */
    RANKING("ranking", "array", "\\[\\s*\"[^\"]*+\"(?:\\s*,\\s*\"[^\"]*+\")*+"),
    /** The label of the best: {@code {"reasoning": "...", "choice": "C2"}}. */
    CHOICE("choice", "string", "\"[^\"]*+\""),
    /** A grade from 0 to 10: {@code {"reasoning": "...", "score": 8}}. */
    SCORE("score", "number", "\"?[0-9]++(?:\\.[0-9]++)?+\"?(?=[\\s,}])");

    private static final Pattern BRACKETED = Pattern.compile("\\[\\[[^\\[\\]]{1,20}+]]");

    private final String member;
    private final String type;
    private final Pattern complete;

    Verdict(String member, String type, String value) {
        this.member = member;
        this.type = type;
        this.complete = Pattern.compile("[\"']" + member + "[\"']\\s*:\\s*(" + value + ")");
    }

    /** The name of the schema, and of the member with the decision. */
    public String member() {
        return member;
    }

    /**
     * What a reply that was cut off contains of this verdict, as JSON: only complete labels and numbers, so that "C1" is
     * not read from the beginning of "C12", and no label of the reasoning before it.
     */
    String completeIn(String cutOff) {
        Matcher decision = complete.matcher(cutOff);
        String last = "";
        while (decision.find()) {
            last = decision.group(1);
        }
        if (last.isEmpty()) {
            return BRACKETED.matcher(cutOff).results().map(MatchResult::group).collect(Collectors.joining(" "));
        }
        return "{\"" + member + "\": " + last + (this == RANKING ? "]}" : "}");
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
