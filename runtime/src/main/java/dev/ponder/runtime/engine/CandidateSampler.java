package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Draws candidates in parallel. If the model is known to support {@code n}, one call draws them all and the prompt is
 * charged once. If that is unknown, one call per candidate is made, and the first one asks for a second choice: its
 * response shows whether {@code n} works, without an extra round trip.
 */
final class CandidateSampler {

    private final ModelKnowledge knowledge;
    private final int quorum;

    CandidateSampler(ModelKnowledge knowledge, int quorum) {
        this.knowledge = knowledge;
        this.quorum = quorum;
    }

    /** @param calls the call of each candidate, by its index */
    Multi<Candidate> sample(StageCalls stage, IntFunction<UpstreamCall> calls, int n) {
        if (n == 1) {
            return candidate(answer(stage, calls.apply(0)), 0);
        }
        return Multi.createFrom().deferred(() -> switch (knowledge.nSupport(stage.model())) {
            case HONOURED -> oneCall(stage, calls, n);
            case UNSUPPORTED -> sampleIndividually(stage, calls, n);
            case UNKNOWN -> probing(stage, calls, n);
        });
    }

    /** One call per candidate, so that an early cancellation saves the remaining ones. */
    Multi<Candidate> sampleIndividually(StageCalls stage, IntFunction<UpstreamCall> calls, int n) {
        return Multi.createFrom().deferred(() -> singles(stage, calls, 0, n, losses(n)));
    }

    /** One answer of each of several models. */
    Multi<Candidate> sample(List<Uni<Answer>> answers) {
        return FanOut.of(answers, 0, CandidateSampler::concernsOneModel, losses(answers.size()));
    }

    /** One call for all candidates. If it returns fewer, the rest is drawn one by one. */
    private Multi<Candidate> oneCall(StageCalls stage, IntFunction<UpstreamCall> calls, int n) {
        return stage.complete(calls.apply(0).withChoices(n))
                .onItem().transformToMulti(completion -> {
                    var candidates = new ArrayList<Candidate>();
                    for (int i = 0; i < Math.min(n, completion.choices().size()); i++) {
                        candidates.add(new Candidate(i, completion.choices().get(i)));
                    }
                    Multi<Candidate> drawn = Multi.createFrom().iterable(candidates);
                    return candidates.size() == n
                            ? drawn
                            : Multi.createBy().merging().streams(drawn,
                                    singles(stage, calls, candidates.size(), n, losses(n)));
                });
    }

    private Multi<Candidate> probing(StageCalls stage, IntFunction<UpstreamCall> calls, int n) {
        List<Uni<Answer>> each = answers(stage, calls, 1, n);
        each.add(0, probe(stage, calls.apply(0)));
        return FanOut.of(each, 0, UpstreamException::isTransient, losses(n));
    }

    /**
     * Asks for two choices. {@code n} is unsupported if one comes back, or if the upstream rejects the call but answers
     * it without {@code n}.
     */
    private Uni<Answer> probe(StageCalls stage, UpstreamCall call) {
        return stage.complete(call.withChoices(2))
                .onItem().invoke(completion -> knowledge.learn(stage.model(),
                        completion.choices().size() < 2 ? NSupport.UNSUPPORTED : NSupport.HONOURED))
                .map(completion -> completion.choices().get(0))
                .onFailure(CandidateSampler::isBadRequest).recoverWithUni(() -> {
                    stage.refund();
                    return answer(stage, call)
                            .onItem().invoke(() -> knowledge.learn(stage.model(), NSupport.UNSUPPORTED));
                });
    }

    private Multi<Candidate> singles(StageCalls stage, IntFunction<UpstreamCall> calls, int from, int to,
            LossTolerance losses) {
        return FanOut.of(answers(stage, calls, from, to), from, UpstreamException::isTransient, losses);
    }

    private static List<Uni<Answer>> answers(StageCalls stage, IntFunction<UpstreamCall> calls, int from, int to) {
        List<Uni<Answer>> each = new ArrayList<>();
        for (int i = from; i < to; i++) {
            each.add(answer(stage, calls.apply(i)));
        }
        return each;
    }

    private static Uni<Answer> answer(StageCalls stage, UpstreamCall call) {
        return stage.complete(call).map(completion -> completion.choices().get(0));
    }

    private static Multi<Candidate> candidate(Uni<Answer> answer, int index) {
        return answer.onItem().transformToMulti(text -> Multi.createFrom().item(new Candidate(index, text)));
    }

    private LossTolerance losses(int n) {
        return LossTolerance.of(n, quorum);
    }

    /** A 400 counts here, because each model has limits of its own, such as its context length. */
    private static boolean concernsOneModel(Throwable failure) {
        return UpstreamException.isTransient(failure) || failure instanceof BudgetExceeded || isBadRequest(failure);
    }

    private static boolean isBadRequest(Throwable failure) {
        return failure instanceof UpstreamException known && known.fault() == UpstreamException.Fault.BAD_REQUEST;
    }
}
