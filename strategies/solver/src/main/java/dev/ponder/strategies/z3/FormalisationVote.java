package dev.ponder.strategies.z3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.ponder.api.Finding;
import dev.ponder.strategies.z3.Attempt.Outcome;

/**
 * The vote of the statements: each conclusive one votes for its conclusion.
 *
 * @param classes the statements with equal conclusions; most votes first, then those with a unique solution, then the earlier ones
 * @param of the number of statements that could vote, including those that say the problem has no formal statement
 * @param abstentions the statements without a conclusion
 */
record FormalisationVote(List<List<Attempt>> classes, int of, int abstentions) {

    private static final Comparator<List<Attempt>> ORDER = Comparator.<List<Attempt>>comparingInt(List::size).reversed()
            .thenComparing(members -> !members.get(0).unique());

    FormalisationVote {
        classes = List.copyOf(classes);
    }

    static FormalisationVote of(List<Attempt> attempts) {
        Map<String, List<Attempt>> byConclusion = new LinkedHashMap<>();
        attempts.stream().filter(attempt -> attempt.outcome() == Outcome.CONCLUSIVE)
                .forEach(attempt -> byConclusion.computeIfAbsent(attempt.conclusion(), first -> new ArrayList<>())
                        .add(attempt));
        List<List<Attempt>> classes = byConclusion.values().stream().sorted(ORDER).toList();
        int conclusive = classes.stream().mapToInt(List::size).sum();
        return new FormalisationVote(classes, attempts.size(), attempts.size() - conclusive);
    }

    /** Whether more than half of the statements agree. */
    boolean majority() {
        return votes() * 2 > of;
    }

    /** The votes of the first class. */
    int votes() {
        return classes.isEmpty() ? 0 : classes.get(0).size();
    }

    /** The winner; empty without a conclusion. Of classes with equally many votes, one that the predicate accepts wins. */
    Optional<Attempt> winner(Predicate<Attempt> tieBreak) {
        return classes.stream().filter(members -> members.size() == votes()).map(members -> members.get(0))
                .filter(tieBreak).findFirst()
                .or(() -> classes.stream().map(members -> members.get(0)).findFirst());
    }

    Finding finding(String stage) {
        return new Finding.Votes(stage, classes.stream()
                .map(members -> new Finding.VoteClass(members.get(0).conclusion(), members.size())).toList(),
                abstentions);
    }
}
