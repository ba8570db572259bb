package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.JudgeSettings;
import dev.ponder.toolkit.judge.ScoreBoard;
import io.smallrye.mutiny.Uni;

/**
 * Draws several answers and returns the best, with the others as runners-up in order. Where all answers agree, no judge
 * is called; among answers that the judge scores equal, the shorter one wins.
 *
 * <p>Requests with tools are answered without this strategy, because a judge of texts cannot compare tool calls.
 */
@Strategy(id = "bon", title = "Best of N",
        summary = "Samples several answers in parallel; a judge chooses the best one.", paper = "arXiv:2110.14168",
        settings = BestOfNConfig.class, tools = ToolPolicy.PASSTHROUGH)
class BestOfN implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final BestOfNConfig config;

    BestOfN(BestOfNConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        BestOfNConfig own = settings.of(config);
        Judge judge = Judge.of(own.judge());
        return new Cost(own.samples() + judge.calls(own.samples(), own.judgeVotes()),
                1 + judge.depth(own.samples()));
    }

    @Override
    public Uni<Answer> answer(Inference inference) {
        BestOfNConfig settings = inference.settings().of(config);
        return sample(inference, settings)
                .map(sampled -> CandidatePool.of(sampled, inference.request().conversation().question()))
                .chain(pool -> rank(pool, inference, settings))
                .map(ranked -> best(ranked, inference));
    }

    private static Uni<List<Candidate>> sample(Inference inference, BestOfNConfig settings) {
        return inference.sample(prompt(inference, settings), settings.samples())
                .collect().in(ArrayList<Candidate>::new, (sampled, candidate) -> {
                    sampled.add(candidate);
                    inference.progress(Progress.of(STAGE, sampled.size(), settings.samples()));
                })
                .map(List::copyOf);
    }

    private static Prompt prompt(Inference inference, BestOfNConfig settings) {
        return Judge.of(settings.judge())
                .sampling(Prompt.sampling(STAGE, inference.request(), inference.settings(), settings.temperature()));
    }

    private static Uni<List<Candidate>> rank(CandidatePool pool, Inference inference, BestOfNConfig settings) {
        return judge(pool, inference, settings).map(
                board -> Stream.concat(board.ranked(pool.contenders()).stream(), pool.others().stream()).toList());
    }

    private static Uni<ScoreBoard> judge(CandidatePool pool, Inference inference, BestOfNConfig settings) {
        if (pool.settled()) {
            return Uni.createFrom().item(new ScoreBoard());
        }
        var judging = new JudgeSettings(settings.judgeVotes(), settings.judgeModel().orElse(null),
                settings.judgeMaxTokens());
        return Judge.of(settings.judge()).judge(new JudgeSession(inference, judging, pool.contenders()));
    }

    private static Answer best(List<Candidate> ranked, Inference inference) {
        boolean probabilities = inference.request().parameters().getOrDefault("logprobs", BooleanNode.FALSE)
                .asBoolean();
        List<Answer> answers = CandidatePool.answers(ranked).stream()
                .map(answer -> probabilities ? answer : answer.withoutLogprobs())
                .toList();
        return answers.get(0).withRunnersUp(answers.stream().skip(1).filter(answer -> !answer.blank()).toList());
    }
}
