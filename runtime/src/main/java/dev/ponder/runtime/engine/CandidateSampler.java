package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
        LossTolerance losses = losses(answers.size());
        return merged(IntStream.range(0, answers.size())
                .mapToObj(i -> tolerant(candidate(answers.get(i), i), CandidateSampler::concernsOneModel, losses))
                .toList());
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
        LossTolerance losses = losses(n);
        return Multi.createBy().merging().streams(
                tolerant(candidate(probe(stage, calls.apply(0)), 0), UpstreamException::isTransient, losses),
                singles(stage, calls, 1, n, losses));
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
        List<Multi<Candidate>> each = new ArrayList<>();
        for (int i = from; i < to; i++) {
            each.add(tolerant(candidate(answer(stage, calls.apply(i)), i), UpstreamException::isTransient, losses));
        }
        return merged(each);
    }

    private static Multi<Candidate> merged(List<Multi<Candidate>> each) {
        return Multi.createBy().merging().withConcurrency(Math.max(1, each.size())).streams(each);
    }

    private Uni<Answer> answer(StageCalls stage, UpstreamCall call) {
        return stage.complete(call).map(completion -> completion.choices().get(0));
    }

    private static Multi<Candidate> candidate(Uni<Answer> answer, int index) {
        return answer.onItem().transformToMulti(text -> Multi.createFrom().item(new Candidate(index, text)));
    }

    private LossTolerance losses(int n) {
        return LossTolerance.of(n, quorum);
    }

    /** Omits a candidate that fails with a tolerated error, as long as the quorum can be reached. */
    private static Multi<Candidate> tolerant(Multi<Candidate> candidate, Predicate<Throwable> tolerated,
            LossTolerance losses) {
        return candidate.onFailure(failure -> tolerated.test(failure) && losses.tolerate())
                .recoverWithMulti(Multi.createFrom().empty());
    }

    /** A 400 counts here, because each model has limits of its own, such as its context length. */
    private static boolean concernsOneModel(Throwable failure) {
        return UpstreamException.isTransient(failure) || failure instanceof BudgetExceeded || isBadRequest(failure);
    }

    private static boolean isBadRequest(Throwable failure) {
        return failure instanceof UpstreamException known && known.fault() == UpstreamException.Fault.BAD_REQUEST;
    }
}
