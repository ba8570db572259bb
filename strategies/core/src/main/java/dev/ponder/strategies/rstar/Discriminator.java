package dev.ponder.strategies.rstar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;
import io.smallrye.mutiny.Uni;

/**
 * Checks trajectories: completes the beginning of each one several times. A completion that comes to the answer of the trajectory
 * confirms it. Chooses the answer with the greatest sum of its share of all rewards and its share of confirmed completions.
 */
final class Discriminator {

    private static final double SHORTEST_BEGINNING = 0.2;
    private static final double LONGEST_BEGINNING = 0.8;

    private final Inference inference;
    private final MutualReasoningConfig settings;
    private final ReasoningPrompts prompts;
    private final QuestionHint hint;

    /**
     * One completion.
     *
     * @param group the place of the group of trajectories
     * @param trajectory whose beginning is completed
     */
    private record Check(int group, Trajectory trajectory, double share) {}

    /** The completions of a group, and how many of them confirm its answer. */
    private record Tally(int completions, int confirmed) {

        static final Tally NONE = new Tally(0, 0);

        Tally plus(boolean confirms) {
            return new Tally(completions + 1, confirmed + (confirms ? 1 : 0));
        }

        double share() {
            return completions == 0 ? 0 : (double) confirmed / completions;
        }
    }

    Discriminator(Inference inference, MutualReasoningConfig settings, ReasoningPrompts prompts, QuestionHint hint) {
        this.inference = inference;
        this.settings = settings;
        this.prompts = prompts;
        this.hint = hint;
    }

    /** The solution from groups of trajectories with equal answers, at least one. A single group is not checked. */
    Uni<ReasoningResult> choose(List<Cluster<Trajectory>> groups) {
        if (groups.size() == 1 || settings.masks() == 0) {
            return Uni.createFrom().item(best(groups, Map.of()));
        }
        List<Check> checks = checks(groups);
        long shown = checks.stream().mapToLong(check -> check.trajectory().text().length()).sum();
        return inference.compute(shown, () -> checks.stream()
                .map(check -> prompts.completion(check.trajectory().beginning(check.share()))).toList())
                .chain(this::completions)
                .chain(completions -> inference.compute(
                        completions.stream().mapToLong(completion -> completion.answer().characters()).sum(),
                        () -> tallies(checks, completions)))
                .map(tallies -> best(groups, tallies));
    }

    private List<Check> checks(List<Cluster<Trajectory>> groups) {
        List<Check> checks = new ArrayList<>();
        double width = (LONGEST_BEGINNING - SHORTEST_BEGINNING) / settings.masks();
        for (int group = 0; group < groups.size(); group++) {
            for (Trajectory trajectory : groups.get(group).members()) {
                for (int mask = 0; mask < settings.masks(); mask++) {
                    checks.add(new Check(group, trajectory, SHORTEST_BEGINNING + (mask + 0.5) * width));
                }
            }
        }
        return checks;
    }

    private Uni<List<Candidate>> completions(List<Prompt> all) {
        return inference.sample(all)
                .collect().in(ArrayList<Candidate>::new, (completions, completion) -> {
                    completions.add(completion);
                    inference.progress(Progress.of(ReasoningPrompts.DISCRIMINATE, completions.size(), all.size()));
                })
                .map(List::<Candidate>copyOf)
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(() -> {
                    inference.report(new Finding.Degraded(ReasoningPrompts.DISCRIMINATE,
                            "no trajectory could be checked, so the answer was chosen by agreement alone"));
                    return List.of();
                });
    }

    private Map<Integer, Tally> tallies(List<Check> checks, List<Candidate> completions) {
        Map<Integer, Tally> tallies = new HashMap<>();
        var equivalence = new AnswerEquivalence(hint);
        completions.stream().filter(completion -> completion.answer().complete())
                .sorted(Comparator.comparingInt(Candidate::index)).forEach(completion -> {
                    Check check = checks.get(completion.index());
                    boolean confirms = equivalence.equivalent(check.trajectory().answer(),
                            Trajectory.answer(completion.answer().text(), hint));
                    tallies.put(check.group(), tallies.getOrDefault(check.group(), Tally.NONE).plus(confirms));
                });
        return tallies;
    }

    private static ReasoningResult best(List<Cluster<Trajectory>> groups, Map<Integer, Tally> tallies) {
        double rewards = Math.max(Double.MIN_NORMAL, groups.stream().mapToDouble(Cluster::weight).sum());
        int best = 0;
        double most = -1;
        for (int group = 0; group < groups.size(); group++) {
            double score = groups.get(group).weight() / rewards + tallies.getOrDefault(group, Tally.NONE).share();
            if (score > most) {
                most = score;
                best = group;
            }
        }
        List<Trajectory> equal = groups.get(best).members();
        int attempts = groups.stream().mapToInt(group -> group.members().size()).sum();
        Tally checked = tallies.getOrDefault(best, Tally.NONE);
        return new ReasoningResult(Trajectory.best(equal).text(), equal.size() + checked.confirmed(),
                attempts + checked.completions());
    }
}
