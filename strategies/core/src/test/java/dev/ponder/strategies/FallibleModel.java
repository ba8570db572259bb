package dev.ponder.strategies;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/**
 * A model that is right with a given probability, each answer for itself, and as a judge ranks the right candidates before
 * the wrong ones with another. A wrong answer is one of several values, each as probable as the next.
 */
public final class FallibleModel {

    /** The probability that an answer is right. */
    public static final double RIGHT = 0.6;
    /** The probability that a verdict is right. */
    public static final double JUDGES_RIGHTLY = 0.9;
    /** The number of wrong values. */
    public static final int WRONG_VALUES = 2;

    private static final Pattern CANDIDATE = Pattern
            .compile("<candidate-([0-9a-f]{8}) label=\"(C\\d+)\">\\n(.*?)\\n</candidate-\\1>", Pattern.DOTALL);
    private static final String ANSWER = "The answer is 391.";

    /** An upstream searches its log of calls with each call. */
    private static final int QUESTIONS_OF_A_LOG = 20;

    private final SplittableRandom chance;

    private record Shown(String label, boolean right) {}

    private FallibleModel(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    /** The share of questions that the strategy answers rightly. */
    public static double accuracy(StrategyHarness harness, int questions) {
        var model = new FallibleModel(42);
        int right = 0;
        for (int question = 0; question < questions; question++) {
            if (question % QUESTIONS_OF_A_LOG == 0) {
                harness.upstream(ScriptedUpstream.answering(model::reply));
            }
            right += harness.ask("What is 17 * 23?").text().equals(ANSWER) ? 1 : 0;
        }
        return (double) right / questions;
    }

    /** Four standard deviations of the share of right answers, if each is right with this probability. */
    public static double tolerance(double probability, int questions) {
        return 4 * Math.sqrt(probability * (1 - probability) / questions);
    }

    /**
     * The probability that the right value is the most frequent of several answers. Of level values, each wins with the
     * same probability.
     */
    public static double plurality(int answers) {
        return plurality(answers, new int[1 + WRONG_VALUES], 0, 1);
    }

    private static double plurality(int left, int[] counts, int value, double probability) {
        if (value == WRONG_VALUES) {
            counts[value] = left;
            int most = IntStream.of(counts).max().orElseThrow();
            long level = IntStream.of(counts).filter(count -> count == most).count();
            return counts[0] == most ? probability / level : 0;
        }
        // Of the answers that have none of the values before, how probable this one is
        double own = value == 0 ? RIGHT : 1.0 / (WRONG_VALUES - value + 1);
        double sum = 0;
        for (int count = 0; count <= left; count++) {
            counts[value] = count;
            sum += plurality(left - count, counts, value + 1, probability * binomial(left, count, own));
        }
        return sum;
    }

    /** The probability of so many successes. */
    public static double binomial(int trials, int successes, double probability) {
        double ways = 1;
        for (int i = 1; i <= successes; i++) {
            ways *= (double) (trials - successes + i) / i;
        }
        return ways * Math.pow(probability, successes) * Math.pow(1 - probability, trials - successes);
    }

    private String reply(UpstreamCall call) {
        List<Shown> shown = CANDIDATE.matcher(call.conversation().question()).results()
                .map(match -> new Shown(match.group(2), match.group(3).equals(ANSWER))).toList();
        return shown.isEmpty() ? answer() : verdict(call, shown);
    }

    private String answer() {
        return chance.nextDouble() < RIGHT ? ANSWER : "The answer is " + (400 + chance.nextInt(WRONG_VALUES)) + ".";
    }

    private String verdict(UpstreamCall call, List<Shown> shown) {
        boolean rightly = chance.nextDouble() < JUDGES_RIGHTLY;
        List<String> ranking = new ArrayList<>();
        for (boolean better : new boolean[]{rightly, !rightly}) {
            shuffled(shown).stream().filter(candidate -> candidate.right() == better).map(Shown::label)
                    .forEach(ranking::add);
        }
        return call.conversation().messages().get(0).text().contains("\"ranking\"")
                ? ranking.stream().collect(Collectors.joining("\", \"", "{\"ranking\": [\"", "\"]}"))
                : "{\"choice\": \"" + ranking.get(0) + "\"}";
    }

    private List<Shown> shuffled(List<Shown> shown) {
        var order = new ArrayList<>(shown);
        for (int i = order.size() - 1; i > 0; i--) {
            order.add(order.remove(chance.nextInt(i + 1)));
        }
        return order;
    }
}
