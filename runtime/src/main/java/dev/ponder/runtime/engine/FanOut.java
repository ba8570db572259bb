package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * Calls that run in parallel, each for one candidate. A candidate that fails with a tolerated error is left out, as long as
 * the quorum can be reached; the first other failure ends the others. Cancellation, which may come from any thread, ends all.
 */
final class FanOut {

    private final MultiEmitter<? super Candidate> emitter;
    private final Predicate<Throwable> tolerated;
    private final LossTolerance losses;
    private final List<Cancellable> running = new ArrayList<>();
    private int outstanding;
    private boolean over;

    private FanOut(MultiEmitter<? super Candidate> emitter, int size, Predicate<Throwable> tolerated,
            LossTolerance losses) {
        this.emitter = emitter;
        this.outstanding = size;
        this.tolerated = tolerated;
        this.losses = losses;
    }

    /**
     * The candidates, each when it is complete.
     *
     * @param first the index of the first candidate
     */
    static Multi<Candidate> of(List<Uni<Answer>> answers, int first, Predicate<Throwable> tolerated,
            LossTolerance losses) {
        return Multi.createFrom().emitter(emitter -> {
            var calls = new FanOut(emitter, answers.size(), tolerated, losses);
            emitter.onTermination(calls::cancel);
            calls.start(answers, first);
        });
    }

    private void start(List<Uni<Answer>> answers, int first) {
        if (answers.isEmpty()) {
            emitter.complete();
        }
        for (int i = 0; i < answers.size() && !isOver(); i++) {
            int index = first + i;
            hold(answers.get(i).subscribe().with(answer -> answered(index, answer), this::failed));
        }
    }

    private void answered(int index, Answer answer) {
        emitter.emit(new Candidate(index, answer));
        ended();
    }

    private void failed(Throwable failure) {
        if (tolerated.test(failure) && losses.tolerate()) {
            ended();
        } else {
            cancel();
            emitter.fail(failure);
        }
    }

    private void ended() {
        synchronized (this) {
            outstanding--;
            if (outstanding > 0) {
                return;
            }
        }
        emitter.complete();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void hold(Cancellable call) {
        synchronized (this) {
            if (!over) {
                running.add(call);
                return;
            }
        }
        call.cancel();
    }

    private void cancel() {
        List<Cancellable> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(running);
            running.clear();
        }
        all.forEach(Cancellable::cancel);
    }
}
