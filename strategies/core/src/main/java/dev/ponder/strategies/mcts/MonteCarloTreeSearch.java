package dev.ponder.strategies.mcts;

import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeMode;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.JudgeSettings;
import dev.ponder.toolkit.search.TreeSearch;
import io.smallrye.mutiny.Uni;

/**
 * Samples answers, grades them, and searches on: each simulation selects an answer by UCT, refines it or writes a new one,
 * grades the result and backs the grade up. The answer with the best grade wins.
 */
@Strategy(id = "mcts", title = "Monte Carlo tree search", paper = "arXiv:2503.04412",
        settings = MonteCarloTreeSearchConfig.class, tools = ToolPolicy.VOTE,
        summary = "Samples and grades answers, then refines the most promising or writes new ones, and grades those.")
class MonteCarloTreeSearch implements InferenceStrategy.Buffered {

    private static final JudgeMode COMPARISON = JudgeMode.PAIRWISE;

    private final MonteCarloTreeSearchConfig config;

    MonteCarloTreeSearch(MonteCarloTreeSearchConfig config) {
        this.config = config;
    }

    /** One call writes an answer, and each vote grades it by one call, which may need a repair. */
    @Override
    public Cost cost(Settings settings) {
        MonteCarloTreeSearchConfig own = settings.of(config);
        int answers = own.width() + own.simulations();
        int waves = 1 + TreeSearch.waves(own.simulations(), own.parallel());
        Judge comparison = Judge.of(COMPARISON);
        return new Cost(answers + 2 * answers * own.judgeVotes() + (own.compare() ? comparison.calls(2, 1) : 0),
                2 * waves + (own.compare() ? comparison.depth(2) : 0));
    }

    /** A request that ends with a tool result is answered by one call: its next step may be another tool call. */
    @Override
    public Uni<Answer> answer(Inference inference) {
        if (inference.request().conversation().endsWithToolResult()) {
            return inference.ask(Prompt.inheriting("answer", inference.request()));
        }
        MonteCarloTreeSearchConfig settings = inference.settings().of(config);
        return Uni.createFrom().deferred(() -> new AnswerTree(inference, settings).search())
                .chain(ranking -> compared(ranking, inference, settings))
                .map(ranking -> best(ranking, inference));
    }

    /** Has the judge compare the two best answers, if their grades are nearly equal and the settings say so. */
    private static Uni<AnswerRanking> compared(AnswerRanking ranking, Inference inference,
            MonteCarloTreeSearchConfig settings) {
        if (!settings.compare() || !ranking.isClose()) {
            return Uni.createFrom().item(ranking);
        }
        List<Candidate> best = ranking.classes().stream().limit(2).map(members -> members.get(0).candidate()).toList();
        var judging = new JudgeSettings(1, settings.judgeModel().orElse(null), settings.judgeMaxTokens());
        return Judge.of(COMPARISON).judge(new JudgeSession(inference, judging, best))
                .map(board -> board.ranked(best).get(0).equals(best.get(0)) ? ranking : ranking.withSecondFirst());
    }

    private static Answer best(AnswerRanking ranking, Inference inference) {
        if (ranking.classes().isEmpty()) {
            inference.report(new Finding.Degraded("sample", "every answer was cut off, filtered or failed"));
        } else if (!ranking.isGraded()) {
            inference.report(new Finding.Degraded("grade",
                    "no verdict of the judge could be read, so the most frequent answer was chosen"));
        }
        List<Answer> answers = ranking.answers();
        return answers.get(0)
                .withRunnersUp(answers.stream().skip(1).filter(answer -> !answer.blank()).toList());
    }
}
