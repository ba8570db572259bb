package dev.ponder.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The results of one strategy.
 *
 * @param strategy the strategy
 * @param results a result for each question
 */
public record StrategyScore(StrategySpec strategy, List<EvaluationResult> results) {

    /** Copies the results. */
    public StrategyScore {
        results = List.copyOf(results);
    }

    /** The share of right answers. A question without a reply counts as wrong. */
    public WilsonInterval accuracy() {
        return WilsonInterval.of((int) results.stream().filter(EvaluationResult::right).count(), results.size());
    }

    /** The same of one kind of question. */
    public StrategyScore of(String kind) {
        return new StrategyScore(strategy, results.stream().filter(result -> result.kind().equals(kind)).toList());
    }

    /** Upstream calls per question. */
    public double calls() {
        return mean(EvaluationResult::calls);
    }

    /** Tokens per question. */
    public double tokens() {
        return mean(EvaluationResult::tokens);
    }

    /** Seconds per question. */
    public double seconds() {
        return mean(result -> result.millis() / 1000.0);
    }

    /** Questions without a reply. */
    public long errors() {
        return results.stream().filter(result -> !result.answered()).count();
    }

    /** Questions that were answered with less than the strategy needs. */
    public long degraded() {
        return results.stream().filter(result -> !result.degraded().isEmpty()).count();
    }

    private double mean(ToDoubleFunction<EvaluationResult> value) {
        return results.stream().filter(EvaluationResult::answered).mapToDouble(value).average().orElse(0);
    }
}
