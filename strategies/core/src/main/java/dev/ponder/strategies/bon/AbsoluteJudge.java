package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.judge.Verdict;
import dev.ponder.api.judge.VerdictReader;
import io.smallrye.mutiny.Uni;

/** Has each candidate graded for itself, by as many votes as wanted at once; the mean counts. */
final class AbsoluteJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(AbsoluteJudge.class, "grade");

    @Override
    public int calls(int candidates, int votes) {
        return candidates < 2 ? 0 : candidates * votes;
    }

    @Override
    public int depth(int candidates) {
        return candidates < 2 ? 0 : 1;
    }

    @Override
    public Uni<Tally> judge(Bench bench) {
        List<Hearing> hearings = new ArrayList<>();
        for (Candidate candidate : bench.candidates()) {
            for (int vote = 0; vote < bench.votes(); vote++) {
                hearings.add(new Hearing(TASK, Verdict.SCORE, Lineup.of(candidate), AbsoluteJudge::read));
            }
        }
        return bench.hear(hearings, hearings.size());
    }

    private static Ballot read(String reply, Lineup lineup) {
        OptionalDouble grade = VerdictReader.score(reply);
        return grade.isPresent()
                ? new Ballot(Map.of(lineup.listed().get(0).index(), grade.getAsDouble()))
                : Ballot.ABSTENTION;
    }
}
