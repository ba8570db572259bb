package dev.ponder.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A question with its answer.
 *
 * @param id tells questions apart within a run
 * @param kind the group that the report puts it in; {@code code} and {@code json} are graded as such
 * @param text what the model is asked
 * @param answer the right answer: a text or number, any JSON for {@code json}, and for {@code code} a list of tests such as
 *        {@code f(2) == 16}
 */
public record Question(String id, String kind, String text, JsonNode answer) {

    static final String CODE = "code";
    static final String JSON = "json";

    /** A question whose id is made of its kind, its number and its text. */
    static Question numbered(int number, String kind, String text, JsonNode answer) {
        return new Question(kind + "-" + number + "-" + Integer.toHexString(text.hashCode()), kind, text, answer);
    }
}
