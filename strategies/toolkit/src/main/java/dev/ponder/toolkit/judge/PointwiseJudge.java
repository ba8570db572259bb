package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import io.smallrye.mutiny.Uni;

/** Grades each candidate alone, with all votes in parallel. The mean grade counts. */
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
    public Uni<ScoreBoard> judge(JudgeSession session) {
        List<JudgeCall> calls = new ArrayList<>();
        for (Candidate candidate : session.candidates()) {
            for (int vote = 0; vote < session.votes(); vote++) {
                calls.add(new JudgeCall(TASK, Verdict.SCORE, List.of(candidate), PointwiseJudge::read));
            }
        }
        return session.askAll(calls, calls.size());
    }

    private static Scores read(String reply, JudgeCall call) {
        OptionalDouble grade = VerdictReader.score(reply);
        return grade.isPresent()
                ? new Scores(Map.of(call.candidates().get(0).index(), grade.getAsDouble()))
                : Scores.ABSTENTION;
    }
}
