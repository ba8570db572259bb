package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.JsonInText;

/**
 * Reads verdicts from the replies of judges, whatever their form: the JSON that was asked for, a JSON object inside
 * prose, a labelled line ({@code Score: **8/10**}, {@code Best: C2}), a bracketed label ({@code [[C2]]}), and last a
 * bare number or label. An unreadable reply yields no verdict, which differs from a low score. Never fails; linear in
 * the text; pure functions, thread-safe.
 */
public final class VerdictReader {

    private static final double BEST = 10;

    private VerdictReader() {
    }

    /** A grade from 0 to 10, also from {@code 8/10}, {@code 80%} and {@code 8 out of 10}; empty if there is none. */
    public static OptionalDouble score(String reply) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.SCORE.member());
        String text = verdict.map(json -> json.path(Verdict.SCORE.member()).asText("")).orElse(reply);
        return ScoreScanner.scan(text, BEST);
    }

    /**
     * The label that the judge chose; empty if there is none.
     *
     * @param labels the labels to choose from
     */
    public static Optional<String> choice(String reply, List<String> labels) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.CHOICE.member());
        return verdict.isPresent()
                ? label(verdict.get().path(Verdict.CHOICE.member()).asText(""), labels)
                : LabelScanner.choice(reply, labels);
    }

    /**
     * The labels from the best to the worst, without those that the judge left out. A reply that names only the winner
     * is a ranking of one; an unreadable reply is an empty ranking.
     *
     * @param labels the labels to rank
     */
    public static List<String> ranking(String reply, List<String> labels) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.RANKING.member());
        var ranking = new LinkedHashSet<String>();
        if (verdict.isPresent()) {
            verdict.get().path(Verdict.RANKING.member())
                    .forEach(entry -> label(entry.asText(""), labels).ifPresent(ranking::add));
        } else {
            ranking.addAll(LabelScanner.ranking(reply, labels));
        }
        return new ArrayList<>(ranking);
    }

    /** Also accepts a label with a noun before it, such as {@code Candidate C2}. */
    private static Optional<String> label(String text, List<String> labels) {
        String stripped = text.strip();
        Optional<String> exact = labels.stream().filter(label -> label.equalsIgnoreCase(stripped)).findFirst();
        return exact.or(() -> labels.stream()
                .filter(label -> stripped.toLowerCase(Locale.ROOT).endsWith(" " + label.toLowerCase(Locale.ROOT)))
                .findFirst());
    }
}
