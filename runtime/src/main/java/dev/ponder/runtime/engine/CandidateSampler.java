package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.engine.NParameterSupport.Support;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Draws candidates in parallel. Where a model is known to honour {@code n}, one call draws them all and the prompt is
 * paid once. Where that is not known yet, as many calls go out as there are candidates and the first of them asks for
 * one choice more: what comes back tells, and nobody waited for the lesson.
 */
final class CandidateSampler {

    private final NParameterSupport capability;
    private final SeedSequence seeds;
    private final int quorum;

    CandidateSampler(NParameterSupport capability, SeedSequence seeds, int quorum) {
        this.capability = capability;
        this.seeds = seeds;
        this.quorum = quorum;
    }

    int quorum() {
        return quorum;
    }

    Multi<Candidate> sample(StageCalls stage, UpstreamCall call, int n) {
        if (n == 1) {
            return answer(stage, call).onItem()
                    .transformToMulti(answer -> Multi.createFrom().item(new Candidate(0, answer)));
        }
        return stage.upstreamName(call.model())
                .onItem().transformToMulti(upstream -> capability.of(upstream, call.model()) == Support.HONOURED
                        ? together(stage, call, n)
                        : apart(stage, call, n, upstream));
    }

    /** One call for each, so that stopping early saves the rest. */
    Multi<Candidate> sampleApart(StageCalls stage, UpstreamCall call, int n) {
        return Multi.createFrom().deferred(() -> singles(stage, call, 0, n, new Losses(n)));
    }

    /** One call for all; should it give fewer after all, the rest is drawn apart. */
    private Multi<Candidate> together(StageCalls stage, UpstreamCall call, int n) {
        return stage.complete(seeds.apply(call.withChoices(n)))
                .onItem().transformToMulti(completion -> {
                    var candidates = new ArrayList<Candidate>();
                    for (int i = 0; i < Math.min(n, completion.choices().size()); i++) {
                        candidates.add(new Candidate(i, completion.choices().get(i)));
                    }
                    Multi<Candidate> got = Multi.createFrom().iterable(candidates);
                    return candidates.size() == n
                            ? got
                            : Multi.createBy().merging().streams(got,
                                    singles(stage, call, candidates.size(), n, new Losses(n)));
                });
    }

    private Multi<Candidate> apart(StageCalls stage, UpstreamCall call, int n, String upstream) {
        if (capability.of(upstream, call.model()) == Support.UNSUPPORTED) {
            return sampleApart(stage, call, n);
        }
        var losses = new Losses(n);
        return Multi.createBy().merging().streams(probe(stage, call, upstream, losses),
                singles(stage, call, 1, n, losses));
    }

    /**
     * The first candidate's call, which asks for two: a single choice shows that {@code n} is not understood, and so
     * does a refusal when the same call without {@code n} is answered.
     */
    private Multi<Candidate> probe(StageCalls stage, UpstreamCall call, String upstream, Losses losses) {
        return stage.complete(seeds.apply(call.withChoices(2)))
                .onItem().invoke(completion -> capability.learn(upstream, call.model(),
                        completion.choices().size() < 2 ? Support.UNSUPPORTED : Support.HONOURED))
                .map(completion -> completion.choices().get(0))
                .onFailure(CandidateSampler::mayBeAboutN).recoverWithUni(() -> {
                    stage.refund(call);
                    return answer(stage, call).onItem()
                            .invoke(() -> capability.learn(upstream, call.model(), Support.UNSUPPORTED));
                })
                .onItem().transformToMulti(answer -> Multi.createFrom().item(new Candidate(0, answer)))
                .onFailure(UpstreamException::passing).recoverWithMulti(losses::note);
    }

    private Multi<Candidate> singles(StageCalls stage, UpstreamCall call, int from, int to, Losses losses) {
        List<Multi<Candidate>> each = new ArrayList<>();
        for (int i = from; i < to; i++) {
            each.add(one(stage, call, i, losses));
        }
        return Multi.createBy().merging().withConcurrency(Math.max(1, each.size())).streams(each);
    }

    private Multi<Candidate> one(StageCalls stage, UpstreamCall call, int index, Losses losses) {
        return answer(stage, call)
                .onItem().transformToMulti(answer -> Multi.createFrom().item(new Candidate(index, answer)))
                .onFailure(UpstreamException::passing).recoverWithMulti(losses::note);
    }

    private Uni<Answer> answer(StageCalls stage, UpstreamCall call) {
        return stage.complete(seeds.apply(call)).map(completion -> completion.choices().get(0));
    }

    private static boolean mayBeAboutN(Throwable failure) {
        return failure instanceof UpstreamException known && known.fault() == UpstreamException.Fault.BAD_REQUEST;
    }

    /** Candidates lost to passing faults: the sample goes on without them, as long as its quorum can be reached. */
    private final class Losses {

        private final int bearable;
        private final AtomicInteger lost = new AtomicInteger();

        Losses(int n) {
            this.bearable = n - Math.min(quorum, n);
        }

        Multi<Candidate> note(Throwable failure) {
            return lost.incrementAndGet() > bearable
                    ? Multi.createFrom().failure(failure)
                    : Multi.createFrom().empty();
        }
    }
}
