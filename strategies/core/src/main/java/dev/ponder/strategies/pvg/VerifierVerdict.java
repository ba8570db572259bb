package dev.ponder.strategies.pvg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.judge.VerdictReader;
import dev.ponder.toolkit.reply.JsonInText;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/**
 * What the verifier says about one solution.
 *
 * @param firstError the first step that is wrong, in the verifier's words; empty when there is none
 * @param score from 0 to 10
 */
record VerifierVerdict(String firstError, double score) {

    /** The highest score of a solution that the same verdict calls wrong, so that a verdict cannot contradict itself. */
    private static final double MOST_IF_WRONG = 4;
    private static final double MIDDLE = 5;
    private static final String SCORE = "score";
    private static final List<String> NO_ERROR = List.of("", "none", "none.", "no error", "no errors", "n/a", "null");

    static final ReplyFormat<VerifierVerdict> FORMAT = ReplyFormat.of("verification",
            ReplySchema.object().text("reasoning").text("first_error").number(SCORE).flag("correct"), "correct",
            VerifierVerdict::of).orProse(VerifierVerdict::ofProse);

    /** Whether verdicts with this mean call a solution correct. */
    static boolean approves(double score) {
        return score > MIDDLE;
    }

    private static Optional<VerifierVerdict> of(JsonNode reply) {
        String correct = reply.path("correct").asText("").strip().toLowerCase(Locale.ROOT);
        boolean wrong = correct.equals("false") || correct.equals("no");
        boolean right = correct.equals("true") || correct.equals("yes");
        OptionalDouble score = VerdictReader.score("Score: " + reply.path(SCORE).asText(""));
        String error = reply.path("first_error").asText("").strip();
        if (score.isEmpty() && !wrong && !right) {
            return Optional.empty();
        }
        return Optional.of(new VerifierVerdict(NO_ERROR.contains(error.toLowerCase(Locale.ROOT)) ? "" : error,
                wrong ? Math.min(score.orElse(0), MOST_IF_WRONG) : score.orElse(2 * MIDDLE)));
    }

    /** An object with a score alone, or a sentence with one; numbers of other sentences are no scores. */
    private static Optional<VerifierVerdict> ofProse(String reply) {
        if (reply.indexOf('{') >= 0) {
            return JsonInText.find(reply, SCORE).flatMap(VerifierVerdict::of);
        }
        OptionalDouble score = reply.toLowerCase(Locale.ROOT).contains(SCORE)
                ? VerdictReader.score(reply)
                : OptionalDouble.empty();
        return score.isPresent() ? Optional.of(new VerifierVerdict("", score.getAsDouble())) : Optional.empty();
    }
}
