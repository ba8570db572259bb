package dev.ponder.strategies.cepo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The proposals of all solutions so far.
 *
 * @param proposals the proposals of each solution
 * @param attempts the attempts of each solution to get them
 * @param wanted how many proposals a solution needs
 * @param most how many attempts a solution has
 */
record ProposalPool(List<List<Proposal>> proposals, List<Integer> attempts, int wanted, int most) {

    /**
     * A plan that was carried out.
     *
     * @param plan empty when there is none
     */
    record Proposal(String plan, String solution) {

        long characters() {
            return (long) plan.length() + solution.length();
        }
    }

    static ProposalPool of(CepoConfig settings) {
        return new ProposalPool(Collections.nCopies(settings.bestofnN(), List.of()),
                Collections.nCopies(settings.bestofnN(), 0), settings.planningN(), attempts(settings));
    }

    static int attempts(CepoConfig settings) {
        return Math.max(settings.planningN(), settings.planningM());
    }

    /** The solution that each attempt of the next round is for; empty when there is none to make. */
    List<Integer> missing() {
        return IntStream.range(0, proposals.size()).boxed()
                .flatMap(i -> Collections.nCopies(
                        Math.min(wanted - proposals.get(i).size(), most - attempts.get(i)), i).stream())
                .toList();
    }

    /** The pool after a round: one attempt for each of these solutions, of which some returned a proposal. */
    ProposalPool with(List<Integer> tried, List<List<Proposal>> found) {
        List<List<Proposal>> all = new ArrayList<>();
        List<Integer> spent = new ArrayList<>();
        for (int i = 0; i < proposals.size(); i++) {
            var own = new ArrayList<>(proposals.get(i));
            own.addAll(found.get(i));
            all.add(List.copyOf(own));
            spent.add(attempts.get(i) + Collections.frequency(tried, i));
        }
        return new ProposalPool(all, spent, wanted, most);
    }

    long characters() {
        return proposals.stream().flatMap(List::stream).mapToLong(Proposal::characters).sum();
    }
}
