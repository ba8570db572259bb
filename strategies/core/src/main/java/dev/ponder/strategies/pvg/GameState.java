package dev.ponder.strategies.pvg;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.strategies.pvg.GameVerifier.VerifierVerdict;
import dev.ponder.strategies.pvg.Provers.Proofs;
import dev.ponder.strategies.pvg.Provers.SneakySolution;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * What is known after a round.
 *
 * @param pool the helpful solutions of all rounds
 * @param classes the complete ones in classes of equal answers, the best first
 * @param unanimous whether all of them announce the same answer
 * @param calibration how the verifier scored the sneaky solutions of the last round that had some
 * @param missed the flaws of all sneaky solutions that the verifier approved, in the words of their authors
 * @param over whether no further round can help
 */
record GameState(SolutionPool pool, List<List<Candidate>> classes, boolean unanimous, Calibration calibration,
        List<String> missed, boolean over) {

    /**
     * The scores of sneaky solutions against those of helpful ones.
     *
     * @param sneakyBest the best score of a sneaky solution; empty when none was verified
     * @param discriminates whether the verifier scores helpful solutions higher by the margin; true if unknown
     */
    record Calibration(OptionalDouble sneakyBest, boolean discriminates) {

        static final Calibration UNKNOWN = new Calibration(OptionalDouble.empty(), true);

        static Calibration of(List<Double> sneaky, OptionalDouble helpful, double margin) {
            OptionalDouble mean = sneaky.stream().mapToDouble(Double::doubleValue).average();
            return new Calibration(sneaky.stream().mapToDouble(Double::doubleValue).max(), mean.isEmpty()
                    || helpful.isEmpty() || mean.getAsDouble() < helpful.getAsDouble() - margin);
        }
    }

    /**
     * The state after a round.
     *
     * @param solutions the texts that were verified in this round: new helpful ones, then all sneaky ones
     * @param verdicts the verdicts about them, in the same order; empty when nothing was verified
     */
    static GameState after(Optional<GameState> before, Proofs proofs, List<String> solutions,
            List<List<VerifierVerdict>> verdicts, double margin, String question) {
        int helpful = solutions.size() - proofs.sneaky().size();
        Map<String, List<VerifierVerdict>> about = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(helpful, verdicts.size()); i++) {
            about.put(solutions.get(i), verdicts.get(i));
        }
        SolutionPool pool = before.map(GameState::pool).orElseGet(() -> new SolutionPool(question, List.of(), Map.of()))
                .with(proofs.helpful(), about);
        List<List<Candidate>> classes = pool.classes();
        Map<SneakySolution, Double> sneaky = new LinkedHashMap<>();
        for (int i = helpful; i < verdicts.size(); i++) {
            SneakySolution solution = proofs.sneaky().get(i - helpful);
            OptionalDouble score = SolutionPool.mean(verdicts.get(i));
            if (score.isPresent() && differs(solution, classes, question)) {
                sneaky.put(solution, score.getAsDouble());
            }
        }
        OptionalDouble mean = proofs.helpful().stream().map(pool::score).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).average();
        Stream<String> misled = sneaky.entrySet().stream().filter(entry -> VerifierVerdict.approves(entry.getValue()))
                .map(entry -> entry.getKey().flaw()).filter(flaw -> !flaw.isEmpty());
        return new GameState(pool, classes, pool.unanimous(),
                sneaky.isEmpty()
                        ? before.map(GameState::calibration).orElse(Calibration.UNKNOWN)
                        : Calibration.of(List.copyOf(sneaky.values()), mean, margin),
                Stream.concat(before.stream().flatMap(state -> state.missed().stream()), misled).distinct().toList(),
                classes.isEmpty() || verdicts.isEmpty() || !pool.verified());
    }

    /** A sneaky prover may be right by mistake: a high score of the leader's answer is then no fault of the verifier. */
    private static boolean differs(SneakySolution sneaky, List<List<Candidate>> classes, String question) {
        QuestionHint hint = QuestionHint.of(question);
        return classes.isEmpty() || !new AnswerEquivalence(hint).equivalent(
                AnswerExtractor.extract(sneaky.text(), hint),
                AnswerExtractor.extract(SolutionPool.text(classes.get(0).get(0).answer()), hint));
    }

    /** The best helpful solution so far; empty when none is complete. */
    Optional<Candidate> leader() {
        return classes.stream().findFirst().map(members -> members.get(0));
    }

    /** The leader and its score, for progress reports; empty when no solution is complete. */
    String summary() {
        return leader().map(best -> "leader: " + (best.index() + 1) + pool.score(best).stream()
                .mapToObj(score -> String.format(Locale.ROOT, ", score %.1f", score)).findFirst().orElse(""))
                .orElse("");
    }

    /** What is wrong with the leader according to the verifier. */
    List<String> findings() {
        return leader().map(best -> pool.about(best).stream().map(VerifierVerdict::firstError)
                .filter(error -> !error.isEmpty()).distinct().toList()).orElse(List.of());
    }

    boolean discriminates() {
        return calibration.discriminates();
    }

    /** The mean scores by index. */
    Map<Integer, Double> scores() {
        Map<Integer, Double> scores = new HashMap<>();
        pool.solutions().forEach(solution -> pool.score(solution)
                .ifPresent(score -> scores.put(solution.index(), score)));
        return scores;
    }

    /** The same state, after which no round follows. */
    GameState settled() {
        return new GameState(pool, classes, unanimous, calibration, missed, true);
    }

    /**
     * Whether no further round is needed: the verifier accepts the leader and scores every sneaky solution clearly lower, or
     * all provers agree and the verifier agrees with them.
     */
    boolean settled(ProverVerifierGameConfig settings) {
        double score = leader().map(pool::score).orElse(OptionalDouble.empty()).orElse(0);
        double ahead = score - calibration.sneakyBest().orElse(Double.NEGATIVE_INFINITY);
        return over || (score >= settings.accept() && ahead >= settings.margin())
                || (unanimous && VerifierVerdict.approves(score));
    }
}
