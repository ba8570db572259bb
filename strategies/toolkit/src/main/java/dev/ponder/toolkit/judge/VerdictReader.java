package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads verdicts: the JSON that was asked for, a JSON object inside prose, a labelled line ({@code Score: **8/10**},
 * {@code Best: B}), a bracketed label ({@code [[B]]}), and last a bare number or label. What cannot be read is no
 * verdict at all, which is not the same as a bad one. Stateless; linear in the text; never fails.
 */
public final class VerdictReader {

    private static final double BEST = 10;

    private VerdictReader() {
    }

    /** A grade from 0 to 10; {@code 8/10}, {@code 80%} and {@code 8 out of 10} are understood. */
    public static OptionalDouble score(String reply) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.SCORE.member());
        String text = verdict.map(json -> json.path(Verdict.SCORE.member()).asText("")).orElse(reply);
        return ScoreScanner.scan(text, BEST);
    }

    /**
     * The label that the judge prefers.
     *
     * @param labels the labels it could choose from
     */
    public static Optional<String> choice(String reply, List<String> labels) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.CHOICE.member());
        if (verdict.isPresent()) {
            return label(verdict.get().path(Verdict.CHOICE.member()).asText(""), labels);
        }
        return ChoiceScanner.scan(reply, labels);
    }

    /**
     * The labels from the best to the worst. Labels that the judge left out are missing; a reply that names only the
     * winner is a ranking of one.
     *
     * @param labels the labels it had to rank
     */
    public static List<String> ranking(String reply, List<String> labels) {
        Optional<JsonNode> verdict = JsonInText.find(reply, Verdict.RANKING.member());
        var ranking = new LinkedHashSet<String>();
        if (verdict.isPresent()) {
            verdict.get().path(Verdict.RANKING.member())
                    .forEach(entry -> label(entry.asText(""), labels).ifPresent(ranking::add));
        } else {
            LabelScanner.scan(reply, labels).forEach(label -> ranking.add(label.name()));
        }
        return new ArrayList<>(ranking);
    }

    private static Optional<String> label(String text, List<String> labels) {
        String wanted = text.strip();
        Optional<String> exact = labels.stream().filter(label -> label.equalsIgnoreCase(wanted)).findFirst();
        return exact.or(() -> labels.stream()
                .filter(label -> wanted.toLowerCase(Locale.ROOT).endsWith(" " + label.toLowerCase(Locale.ROOT)))
                .findFirst());
    }
}
