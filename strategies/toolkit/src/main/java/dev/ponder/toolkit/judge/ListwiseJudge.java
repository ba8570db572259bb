package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import io.smallrye.mutiny.Uni;

/**
 * Ranks all candidates in one prompt (GenSelect, arXiv:2504.16891, 2507.17797). All votes are cast in parallel, each
 * on another order of the candidates.
 */
final class ListwiseJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(ListwiseJudge.class, "rank");

    @Override
    public int calls(int candidates, int votes) {
        return candidates < 2 ? 0 : votes;
    }

    @Override
    public int depth(int candidates) {
        return candidates < 2 ? 0 : 1;
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession session) {
        List<JudgeCall> calls = balancedOrders(session.shuffled(), session.votes()).stream()
                .map(order -> new JudgeCall(TASK, Verdict.RANKING, order, ListwiseJudge::read))
                .toList();
        return session.askAll(calls, calls.size());
    }

    /** Borda count: a point for each candidate ranked below; candidates left out share the remaining places. */
    static Scores read(String reply, JudgeCall call) {
        List<String> ranking = VerdictReader.ranking(reply, call.labels());
        if (ranking.isEmpty()) {
            return Scores.ABSTENTION;
        }
        int size = call.candidates().size();
        Map<Integer, Double> points = new HashMap<>();
        double shared = (size - ranking.size() - 1) / 2.0;
        call.candidates().forEach(candidate -> points.put(candidate.index(), shared));
        for (int place = 0; place < ranking.size(); place++) {
            points.put(call.index(ranking.get(place)), (double) size - 1 - place);
        }
        return new Scores(points);
    }

    /**
     * Orders that balance the position bias of a judge: every second order is the reverse of the one before, and each
     * such pair begins two places further on, so that as many items as possible come first once.
     */
    static <T> List<List<T>> balancedOrders(List<T> items, int count) {
        var orders = new ArrayList<List<T>>();
        for (int i = 0; i < count; i++) {
            var order = new ArrayList<>(items);
            Collections.rotate(order, -2 * (i / 2));
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            orders.add(order);
        }
        return orders;
    }
}
