package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ExpectedScoreTest {

    /** The reply as tokens between bars, and the alternatives of the token that is the grade, with their probabilities. */
    @ParameterizedTest
    @CsvSource(delimiterString = ";", textBlock = """
            {"reasoning": "7 of 9",| "score": |8|}; 8;  8:0.6 9:0.4;          8.4
            {"score":| 8|}                        ; 8;  8:0.5 7:0.5;          7.5
            {"score": "|8|"}                      ; 8;  8:0.5 x:0.3 6:0.2;    7.4286
            {"score": |8|.|5|}                    ; 8;  8:0.5 9:0.5;          8.75
            {"score": |10|}                       ; 10; 10:0.5 1:0.5;         5.5
            {"score": |1|0|}                      ; 1;  1:0.5 9:0.5;          9.5
            {"score": |9|}                        ; 9;  9:0.5 1:0.5;          9
            {"score": |2|}                        ; 2;  2:0.5 1:0.5;          1.5
            Score: |8|/10                         ; 8;  8:0.5 4:0.5;          6
            |8|                                   ; 8;  8:0.5 4:0.5;          6
            {"score": |8|}                        ; 8;  8:0.9 80:0.1;         8
            {"score": 3}, no, {"score": |8|}      ; 8;  8:0.5 4:0.5;          6
            """)
    void isTheMeanOfTheGradesThatTheTokensStandFor(String reply, String token, String alternatives, double expected) {
        String text = reply.replace("|", "").strip();
        double grade = VerdictReader.score(text).orElseThrow();

        assertThat(ExpectedScore.of(logprobs(reply, token, alternatives), grade)).isCloseTo(expected, within(1e-3));
    }

    @Test
    void isTheGradeWithoutProbabilities() {
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        ObjectNode others = logprobs("{\"score\": |8|}", "score", "");
        others.path("content").forEach(token -> ((ObjectNode) token).remove("logprob"));

        assertThat(ExpectedScore.of(empty, 8)).isEqualTo(8);
        assertThat(ExpectedScore.of(others, 8)).isEqualTo(8);
        assertThat(ExpectedScore.of(logprobs("80%", "", ""), 8)).isEqualTo(8);
        assertThat(ExpectedScore.of(JsonNodeFactory.instance.textNode("none"), 8)).isEqualTo(8);
    }

    private static ObjectNode logprobs(String reply, String marked, String alternatives) {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ArrayNode content = logprobs.putArray("content");
        for (String text : List.of(reply.split("\\|", -1))) {
            ObjectNode token = content.addObject().put("token", text).put("logprob", 0.0);
            if (text.strip().equals(marked)) {
                token.set("top_logprobs", top(alternatives));
                token.put("logprob", token.at("/top_logprobs/0/logprob").asDouble());
            }
        }
        return logprobs;
    }

    private static JsonNode top(String alternatives) {
        ArrayNode top = JsonNodeFactory.instance.arrayNode();
        for (String alternative : alternatives.split(" ", -1)) {
            String[] parts = alternative.split(":", -1);
            top.addObject().put("token", parts[0]).put("logprob", Math.log(Double.parseDouble(parts[1])));
        }
        return top;
    }
}
