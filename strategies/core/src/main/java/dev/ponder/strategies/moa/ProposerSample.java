package dev.ponder.strategies.moa;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.toolkit.judge.TolerableFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** One answer of each of several models, as they finish. Those that fail are left out, as long as a quorum is left. */
final class ProposerSample {

    private final Inference inference;

    ProposerSample(Inference inference) {
        this.inference = inference;
    }

    Multi<Candidate> draw(Prompt prompt, List<String> models) {
        return Multi.createFrom().deferred(() -> {
            var lost = new AtomicInteger();
            int bearable = models.size() - Math.min(inference.quorum(), models.size());
            return Multi.createFrom().iterable(IntStream.range(0, models.size()).boxed().toList())
                    .onItem().transformToUni(i -> one(prompt.withModel(models.get(i)), i)
                            .onFailure(
                                    failure -> TolerableFailure.covers(failure) && lost.incrementAndGet() <= bearable)
                            .recoverWithNull())
                    .merge(models.size());
        });
    }

    private Uni<Candidate> one(Prompt prompt, int index) {
        return inference.ask(prompt).map(answer -> new Candidate(index, answer));
    }
}
