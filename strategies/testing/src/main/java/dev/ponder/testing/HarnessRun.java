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

/** One request on its way through the engine, and what came of it so far. */
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

    /** Lets time pass until nothing is left to wait for. */
    public HarnessRun finish() {
        time.runUntilIdle();
        if (!over()) {
            throw new AssertionError("not answered although nothing is left to wait for (expected an answer or a"
                    + " failure; held calls are settled by the test, and nothing runs on other threads)");
        }
        return this;
    }

    /** The client leaves. */
    public void cancel() {
        subscriber.cancel();
    }

    /** Whether it ended by itself. */
    public boolean over() {
        return subscriber.hasCompleted() || subscriber.getFailure() != null;
    }

    /** The first choice. Throws the failure when there is one. */
    public Answer answer() {
        return choice(0);
    }

    /** A choice, by its index. Throws the failure when there is one. */
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

    /** The parts of all choices so far, as they came. */
    public List<ChoicePart> choiceParts() {
        return new ArrayList<>(subscriber.getItems());
    }

    /** Why it failed; null when it did not. */
    public @Nullable Throwable failure() {
        return subscriber.getFailure();
    }

    /** How long it took, or has taken so far. */
    public Duration elapsed() {
        return Duration.between(start, end == null ? time.instant() : end);
    }

    /** What it used. */
    public Usage usage() {
        return run.ledger().total();
    }

    /** What it used by stage. */
    public List<StageUsage> stages() {
        return run.ledger().stages();
    }

    /** What its strategies told. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** What the engine says about it. */
    public InferenceRun run() {
        return run;
    }
}
