package dev.ponder.strategies.mars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;

/**
 * The solutions of one loop. Those that were cut off only where no other is left; blank ones never.
 *
 * @param solutions the solutions in the order of their agents, each with the votes for its answer; may be empty
 * @param representatives the most typical solution of each class of equal answers, the largest class first
 * @param unanimous whether all have the same text, or give the same answer and are no more than this answer
 * @param leader the leading answer with its votes, as a text for progress reports
 */
record Population(List<Solution> solutions, List<Solution> representatives, boolean unanimous, String leader) {

    static final Population EMPTY = new Population(List.of(), List.of(), false, "");

    /**
     * A solution of an agent.
     *
     * @param id unique in the request
     * @param parent the id of the solution that this one improves; its own id otherwise
     * @param answer its text
     * @param votes how many solutions of the last population give the same answer
     */
    record Solution(int id, int parent, Answer answer, int votes) {

        boolean isImprovement() {
            return parent != id;
        }

        /** The improvement of this solution. */
        Solution improved(int newId, Answer better) {
            return new Solution(newId, id, better, votes);
        }
    }

    Population {
        solutions = List.copyOf(solutions);
        representatives = List.copyOf(representatives);
    }

    /** The population of these answers. Its solutions have the ids from {@code firstId}. */
    static Population of(List<Candidate> written, String question, int firstId) {
        List<Candidate> usable = usable(written);
        if (usable.isEmpty()) {
            return EMPTY;
        }
        QuestionHint hint = QuestionHint.of(question);
        var tally = new VoteTally(question);
        usable.forEach(tally::cast);
        List<List<Candidate>> classes = complete(usable) ? tally.classes() : usable.stream().map(List::of).toList();
        List<Candidate> typical = Typicality.ranked(usable, hint);
        List<Solution> solutions = new ArrayList<>();
        List<Solution> representatives = new ArrayList<>();
        for (List<Candidate> members : bySize(classes, typical)) {
            int representative = solutions.size();
            for (Candidate member : Typicality.ranked(members, hint)) {
                int id = firstId + solutions.size();
                solutions.add(new Solution(id, id, member.answer(), members.size()));
            }
            representatives.add(solutions.get(representative));
        }
        boolean same = tally.unanimous()
                || usable.stream().map(member -> member.answer().text()).distinct().count() == 1;
        return new Population(solutions, representatives, complete(usable) && same, tally.leaderSummary());
    }

    /** The length of all solutions. */
    long characters() {
        return solutions.stream().mapToLong(solution -> solution.answer().characters()).sum();
    }

    boolean complete() {
        return solutions.stream().allMatch(solution -> solution.answer().complete());
    }

    /** Classes of the same size in the order of their most typical member. */
    private static List<List<Candidate>> bySize(List<List<Candidate>> classes, List<Candidate> typical) {
        return classes.stream().sorted(Comparator.comparingInt((List<Candidate> members) -> -members.size())
                .thenComparingInt(members -> members.stream().mapToInt(typical::indexOf).min().orElse(0))).toList();
    }

    private static List<Candidate> usable(List<Candidate> written) {
        List<Candidate> texts = written.stream().filter(candidate -> !candidate.answer().text().isBlank())
                .sorted(Comparator.comparingInt(Candidate::index)).toList();
        List<Candidate> complete = texts.stream().filter(candidate -> candidate.answer().complete()).toList();
        return complete.isEmpty() ? texts : complete;
    }

    private static boolean complete(List<Candidate> candidates) {
        return candidates.get(0).answer().complete();
    }
}
