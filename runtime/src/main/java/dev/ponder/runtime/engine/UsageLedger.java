package dev.ponder.runtime.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.Outcome;

/** Records the usage of all calls of one request, by stage. Thread-safe. */
public final class UsageLedger {

    private final Clock clock;
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    /**
     * The usage of one stage.
     *
     * @param name the stage's name
     * @param calls the number of calls, including cancelled and failed ones
     * @param time from the start of the first call to the end of the last
     * @param cancelled the number of cancelled calls
     * @param failed the number of failed calls
     */
    public record StageUsage(String name, String model, int calls, Usage usage, Duration time, int cancelled,
            int failed) {}

    UsageLedger(Clock clock) {
        this.clock = clock;
    }

    synchronized Call start(String stage, String model) {
        Stage entry = stages.computeIfAbsent(stage + '\n' + model, key -> new Stage(stage, model, clock.instant()));
        entry.calls++;
        return new Call(entry);
    }

    /** Removes a failed call that is repeated in another form. */
    synchronized void forget(String stage, String model) {
        Stage entry = stages.get(stage + '\n' + model);
        if (entry != null) {
            entry.calls--;
            entry.failed--;
        }
    }

    /** The usage of all calls. */
    public synchronized Usage total() {
        return stages.values().stream().map(stage -> stage.usage).reduce(Usage.NONE, Usage::plus);
    }

    /** Passes on what the calls used by model, with an estimate for cancelled and failed calls whose upstream reported nothing. */
    synchronized void charge(BiConsumer<String, Usage> charges) {
        stages.values().forEach(stage -> charges.accept(stage.model, stage.usage.plus(stage.unreported)));
    }

    /** The usage by stage, in the order in which the stages started. */
    public synchronized List<StageUsage> stages() {
        var all = new ArrayList<StageUsage>();
        stages.values().forEach(stage -> all.add(stage.snapshot()));
        return all;
    }

    /** One running call. Only its first end is recorded. */
    final class Call {

        private final Stage stage;
        private boolean over;

        Call(Stage stage) {
            this.stage = stage;
        }

        void use(Usage usage) {
            synchronized (UsageLedger.this) {
                stage.usage = stage.usage.plus(usage);
            }
        }

        /** An estimate of what a call used that did not complete. */
        void unreported(Usage usage) {
            synchronized (UsageLedger.this) {
                stage.unreported = stage.unreported.plus(usage);
            }
        }

        void end(Outcome outcome) {
            synchronized (UsageLedger.this) {
                if (over) {
                    return;
                }
                over = true;
                stage.last = clock.instant();
                stage.cancelled += outcome.cancelled() ? 1 : 0;
                stage.failed += outcome.failed() ? 1 : 0;
            }
        }
    }

    private static final class Stage {

        private final String name;
        private final String model;
        private final Instant first;
        private Instant last;
        private Usage usage = Usage.NONE;
        private Usage unreported = Usage.NONE;
        private int calls;
        private int cancelled;
        private int failed;

        Stage(String name, String model, Instant first) {
            this.name = name;
            this.model = model;
            this.first = first;
            this.last = first;
        }

        StageUsage snapshot() {
            return new StageUsage(name, model, calls, usage, Duration.between(first, last), cancelled, failed);
        }
    }
}
