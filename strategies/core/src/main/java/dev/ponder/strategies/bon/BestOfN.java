package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeMode;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.JudgeSettings;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.vote.AnswerPool;
import io.smallrye.mutiny.Uni;

/**
 * Draws several answers and returns the best, with the others as runners-up in order. A judge compares all distinct
 * answers, unless they are all the same value or the same tool calls. Answers with equal values add their scores up
 * (weighted best of N); among equal scores, the answer most similar to all others wins.
 */
@Strategy(id = "bon", title = "Best of N",
        summary = "Samples several answers in parallel; a judge chooses the best one.", paper = "arXiv:2110.14168",
        settings = BestOfNConfig.class, tools = ToolPolicy.VOTE)
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
        String question = inference.request().conversation().question();
        return sample(inference, settings)
                .chain(sampled -> inference.compute(characters(sampled), () -> AnswerPool.of(sampled, question)))
                .chain(pool -> judge(pool, inference, settings)
                        .chain(board -> best(pool, board, inference)));
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

    private static Uni<ScoreBoard> judge(AnswerPool pool, Inference inference, BestOfNConfig settings) {
        if (pool.cutOff()) {
            report(inference, "every answer was cut off, filtered or failed");
        }
        if (pool.settled()) {
            return Uni.createFrom().item(new ScoreBoard());
        }
        var judging = new JudgeSettings(settings.judgeVotes(), settings.judgeModel().orElse(null),
                settings.judgeMaxTokens(), asksForLogprobs(settings, pool));
        return Judge.of(settings.judge()).judge(new JudgeSession(inference, judging, pool.contenders()))
                .onItem().invoke(board -> {
                    if (board.isEmpty()) {
                        report(inference, (settings.judge() == JudgeMode.LOGPROB
                                ? "the upstream reported no token probabilities"
                                : "no verdict of the judge could be read") + ", so the most typical answer was chosen");
                    }
                });
    }

    private static boolean asksForLogprobs(BestOfNConfig settings, AnswerPool pool) {
        return switch (settings.judgeLogprobs()) {
            case AUTO -> settings.judgeModel().isEmpty()
                    && pool.contenders().stream().allMatch(candidate -> candidate.answer().logprobs() != null);
            case ON -> true;
            case OFF -> false;
        };
    }

    private static void report(Inference inference, String reason) {
        inference.report(new Finding.Degraded("judge", reason));
    }

    private static Uni<Answer> best(AnswerPool pool, ScoreBoard board, Inference inference) {
        boolean probabilities = inference.request().parameters().getOrDefault("logprobs", BooleanNode.FALSE)
                .asBoolean();
        return inference.compute(characters(pool.contenders()), () -> new JudgedRanking(pool, board).answers())
                .map(ranked -> ranked.stream().map(answer -> probabilities ? answer : answer.withoutLogprobs())
                        .toList())
                .map(answers -> answers.get(0)
                        .withRunnersUp(answers.stream().skip(1).filter(answer -> !answer.blank()).toList()));
    }

    private static long characters(List<Candidate> candidates) {
        return candidates.stream().mapToLong(candidate -> candidate.answer().characters()).sum();
    }
}
