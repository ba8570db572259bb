package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import io.smallrye.mutiny.Uni;

/** Has each candidate graded for itself, by as many votes as wanted at once; the mean counts. */
final class PointwiseJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(PointwiseJudge.class, "grade");

    @Override
    public int calls(int candidates, int votes) {
        return candidates < 2 ? 0 : candidates * votes;
    }

    @Override
    public int depth(int candidates) {
        return candidates < 2 ? 0 : 1;
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession bench) {
        List<JudgeCall> hearings = new ArrayList<>();
        for (Candidate candidate : bench.candidates()) {
            for (int vote = 0; vote < bench.votes(); vote++) {
                hearings.add(
                        new JudgeCall(TASK, Verdict.SCORE, LabelledCandidates.of(candidate), PointwiseJudge::read));
            }
        }
        return bench.hear(hearings, hearings.size());
    }

    private static Scores read(String reply, LabelledCandidates lineup) {
        OptionalDouble grade = VerdictReader.score(reply);
        return grade.isPresent()
                ? new Scores(Map.of(lineup.listed().get(0).index(), grade.getAsDouble()))
                : Scores.ABSTENTION;
    }
}
