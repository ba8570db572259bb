package dev.ponder.toolkit.judge;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.Prompt;

/**
 * The expectation of a grade over the tokens that the judge might have written in its place (G-Eval, arXiv:2303.16634;
 * LLM-as-a-Verifier, arXiv:2607.05391). It is finer than the grade itself, so that candidates are seldom level. Pure
 * functions, thread-safe; linear in the reply.
 */
final class ExpectedScore {

    /** Some servers reject more. */
    private static final int ALTERNATIVES = 5;
    private static final int BEST = 10;
    private static final Pattern MEMBER = Pattern.compile("[\"']score[\"']\\s*+:\\s*+[\"']?+(?=[0-9])");

    private ExpectedScore() {
    }

    /** The prompt with a request for the probabilities of the tokens. */
    static Prompt askedOf(Prompt prompt) {
        return prompt.with("logprobs", BooleanNode.TRUE).with("top_logprobs", IntNode.valueOf(ALTERNATIVES));
    }

    /**
     * The mean of the grades that the tokens at the place of the grade stand for, weighted by their probabilities.
     *
     * @param logprobs the log probabilities of a reply, in the format of OpenAI
     * @param grade the grade that was read from the reply, 0 to 10; returned if it has no token with probabilities
     */
    static double of(JsonNode logprobs, double grade) {
        JsonNode token = tokenOf(logprobs.path("content"), grade);
        String written = textOf(token).strip();
        boolean wholeTen = StreamSupport.stream(token.path("top_logprobs").spliterator(), false)
                .anyMatch(other -> textOf(other).strip().equals("10"));
        double weight = probability(token);
        double sum = weight * grade;
        for (JsonNode other : token.path("top_logprobs")) {
            String text = textOf(other).strip();
            // Of a model that writes one digit at a time, a 1 instead of a high grade begins a 10 rather than being a 1
            boolean unclear = text.equals("1") && !wholeTen && grade > BEST / 2.0;
            OptionalInt value = text.equals(written) || unclear ? OptionalInt.empty() : valueOf(text);
            if (value.isPresent()) {
                weight += probability(other);
                sum += probability(other) * value.getAsInt();
            }
        }
        return weight > 0 ? sum / weight : grade;
    }

    /** The token that begins the grade; missing if there is none. */
    private static JsonNode tokenOf(JsonNode tokens, double grade) {
        var text = new StringBuilder();
        tokens.forEach(token -> text.append(textOf(token)));
        int at = placeOf(text.toString(), grade);
        int end = 0;
        for (JsonNode token : tokens) {
            end += textOf(token).length();
            if (at >= 0 && at < end) {
                return token;
            }
        }
        return tokens.path(-1);
    }

    /** Where the grade begins: in the last member {@code score}, else where its digits stand last; negative if nowhere. */
    private static int placeOf(String text, double grade) {
        Matcher member = MEMBER.matcher(text);
        int place = -1;
        while (member.find()) {
            place = member.end();
        }
        String digits = Integer.toString((int) grade);
        int last = place >= 0 ? -1 : text.lastIndexOf(digits);
        while (last >= 0 && !standsAlone(text, last, last + digits.length())) {
            last = text.lastIndexOf(digits, last - 1);
        }
        return Math.max(place, last);
    }

    private static boolean standsAlone(String text, int start, int end) {
        return (start == 0 || !Character.isDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isDigit(text.charAt(end)));
    }

    private static String textOf(JsonNode token) {
        return token.path("token").asText("");
    }

    private static OptionalInt valueOf(String token) {
        boolean number = !token.isEmpty() && token.length() <= 2
                && token.chars().allMatch(sign -> sign >= '0' && sign <= '9');
        int value = number ? Integer.parseInt(token) : -1;
        return value >= 0 && value <= BEST ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static double probability(JsonNode token) {
        JsonNode logprob = token.path("logprob");
        return logprob.isNumber() ? Math.exp(Math.min(0, logprob.doubleValue())) : 0;
    }
}
