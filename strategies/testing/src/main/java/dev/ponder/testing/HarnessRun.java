package dev.ponder.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.engine.UsageLedger.StageUsage;
import dev.ponder.runtime.stream.AnswerAccumulator;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** One request to the engine, and its result so far. */
public final class HarnessRun {

    private final VirtualTime time;
    private final InferenceRun run;
    private final Instant start;
    private final List<Progress> progress;
    private final AssertSubscriber<ChoicePart> subscriber = AssertSubscriber.create(Long.MAX_VALUE);
    private @Nullable Instant end;

    HarnessRun(InferenceRun run, VirtualTime time, List<Progress> progress) {
        this.run = run;
        this.time = time;
        this.start = time.instant();
        this.progress = progress;
    }

    void begin() {
        Multi<ChoicePart> parts = run.parts();
        parts.onTermination().invoke(() -> end = time.instant()).subscribe().withSubscriber(subscriber);
    }

    /** Advances the time until nothing is pending. */
    public HarnessRun finish() {
        time.runUntilIdle();
        if (!over()) {
            throw new AssertionError("not answered although nothing is pending (expected an answer or a"
                    + " failure; held calls are settled by the test, and nothing runs on other threads)");
        }
        return this;
    }

    /** The client disconnects. */
    public void cancel() {
        subscriber.cancel();
    }

    /** Whether the request completed or failed. */
    public boolean over() {
        return subscriber.hasCompleted() || subscriber.getFailure() != null;
    }

    /** The answer of the first choice. Throws the failure of the request if it failed. */
    public Answer answer() {
        return choice(0);
    }

    /** The answer of the choice with this index. Throws the failure of the request if it failed. */
    public Answer choice(int index) {
        if (subscriber.getFailure() instanceof RuntimeException failure) {
            throw failure;
        }
        var accumulator = new AnswerAccumulator();
        parts(index).forEach(accumulator::add);
        return accumulator.answer();
    }

    /** The parts of the first choice so far. */
    public List<AnswerPart> parts() {
        return parts(0);
    }

    /** The parts of a choice so far. */
    public List<AnswerPart> parts(int choice) {
        return choiceParts().stream().filter(part -> part.choice() == choice).map(ChoicePart::part).toList();
    }

    /** The parts of all choices so far, in the order in which they were emitted. */
    public List<ChoicePart> choiceParts() {
        return new ArrayList<>(subscriber.getItems());
    }

    /** The failure; null if the request did not fail. */
    public @Nullable Throwable failure() {
        return subscriber.getFailure();
    }

    /** The elapsed time, in virtual time. */
    public Duration elapsed() {
        return Duration.between(start, end == null ? time.instant() : end);
    }

    /** The usage of all calls. */
    public Usage usage() {
        return run.ledger().total();
    }

    /** The usage by stage. */
    public List<StageUsage> stages() {
        return run.ledger().stages();
    }

    /** Why strategies could not do their work; empty if they could. */
    public List<String> degraded() {
        return run.degraded().get();
    }

    /** The progress that the strategies reported. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** The run, as the engine returned it. */
    public InferenceRun run() {
        return run;
    }
}
