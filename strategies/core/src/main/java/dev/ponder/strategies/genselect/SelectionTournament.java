package dev.ponder.strategies.genselect;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Candidate;
import io.smallrye.mutiny.Uni;

/** Compares a few candidates in one group, and many in several groups, whose winners meet in the next round. */
final class SelectionTournament {

    /** A prompt with more candidates is long, and models overlook some of them. */
    private static final int MOST_AT_ONCE = 8;
    private static final int GROUP = 4;

    private final ComparisonMode mode;

    SelectionTournament(ComparisonMode mode) {
        this.mode = mode;
    }

    /** The number of rounds for up to so many candidates. */
    int rounds(int candidates) {
        return together(candidates) ? 1 : 1 + rounds(groupsOf(candidates));
    }

    /** The number of groups in all rounds. */
    int groups(int candidates) {
        return together(candidates) ? 1 : groupsOf(candidates) + groups(groupsOf(candidates));
    }

    Uni<Selection> select(SelectionPool pool, Comparison comparison) {
        List<Candidate> entrants = entrants(pool);
        return round(pool, entrants, comparison, groups(entrants.size()));
    }

    private Uni<Selection> round(SelectionPool pool, List<Candidate> entrants, Comparison comparison, int groups) {
        if (together(entrants.size())) {
            return comparison.compare(pool, entrants, groups);
        }
        return Uni.join().all(groups(entrants).stream().map(group -> comparison.compare(pool, group, groups)).toList())
                .andFailFast()
                .map(selections -> selections.stream().map(Selection::best).toList())
                .chain(winners -> round(pool, winners, comparison, groups));
    }

    /** In the mode {@code auto}, the most typical candidate of each answer, and others while one prompt has room. */
    private List<Candidate> entrants(SelectionPool pool) {
        if (mode != ComparisonMode.AUTO) {
            return pool.distinct();
        }
        List<Candidate> representatives = pool.representatives();
        return SelectionPool.concat(representatives, pool.distinct()).stream()
                .limit(Math.max(MOST_AT_ONCE, representatives.size())).toList();
    }

    private boolean together(int candidates) {
        return switch (mode) {
            case BATCH -> true;
            case AUTO -> candidates <= MOST_AT_ONCE;
            case TOURNAMENT -> candidates <= GROUP;
        };
    }

    private static int groupsOf(int candidates) {
        return (candidates + GROUP - 1) / GROUP;
    }

    /** Groups of nearly the same size. */
    private static List<List<Candidate>> groups(List<Candidate> entrants) {
        int count = groupsOf(entrants.size());
        var groups = new ArrayList<List<Candidate>>();
        for (int first = 0; first < count; first++) {
            var group = new ArrayList<Candidate>();
            for (int i = first; i < entrants.size(); i += count) {
                group.add(entrants.get(i));
            }
            groups.add(group);
        }
        return groups;
    }
}
