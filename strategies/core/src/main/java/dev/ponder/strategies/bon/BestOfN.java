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
 * Draws several answers and keeps the best. What agreement settles is not judged; what judges cannot tell apart goes to
 * the shorter text. The others are runners-up, in order.
 *
 * <p>Requests with tools pass it by: a judge of texts cannot weigh one call of a tool against another.
 */
@Strategy(id = "bon", title = "Best of N",
        summary = "Draws several answers in parallel and has a judge choose the best.", paper = "arXiv:2110.14168",
        settings = BestOfNConfig.class, tools = ToolPolicy.PASSTHROUGH)
class BestOfN implements InferenceStrategy.Buffered {

    private static final String STAGE = "sample";

    private final BestOfNConfig config;

    BestOfN(BestOfNConfig config) {
        this.config = config;
    }

    /** The samples, and then the judge that the settings name. */
    @Override
    public Cost cost(Settings settings) {
        BestOfNConfig chosen = settings.of(config);
        Judge judge = chosen.judge().judge();
        int samples = chosen.samples();
        return new Cost(samples + judge.calls(samples, chosen.judgeVotes()), 1 + judge.depth(samples));
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
        return settings.judge().judge().sampling(Prompt.sampling(STAGE, inference, settings.temperature()));
    }

    private static Uni<List<Candidate>> rank(CandidatePool pool, Inference inference, BestOfNConfig settings) {
        Uni<ScoreBoard> tally = pool.settled()
                ? Uni.createFrom().item(new ScoreBoard())
                : settings.judge().judge().judge(new JudgeSession(inference, judging(settings), pool.contenders()));
        return tally
                .map(votes -> Stream.concat(votes.ranked(pool.contenders()).stream(), pool.others().stream()).toList());
    }

    private static JudgeSettings judging(BestOfNConfig settings) {
        return new JudgeSettings(settings.judgeVotes(), settings.judgeModel().orElse(null), settings.judgeMaxTokens());
    }

    private static Answer best(List<Candidate> ranked, Inference inference) {
        boolean probabilities = inference.request().parameters().getOrDefault("logprobs", BooleanNode.FALSE)
                .asBoolean();
        List<Answer> answers = CandidatePool.answers(ranked).stream()
                .map(answer -> probabilities ? answer : withoutLogprobs(answer))
                .toList();
        return answers.get(0).withRunnersUp(answers.stream().skip(1).filter(answer -> !answer.blank()).toList());
    }

    private static Answer withoutLogprobs(Answer answer) {
        return new Answer(answer.text(), answer.reasoning(), answer.toolCalls(), answer.refusal(),
                answer.finishReason(),
                null, answer.runnersUp());
    }
}
