package dev.ponder.runtime.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.Outcome;

/** What all calls of one request used, by stage. Thread-safe. */
public final class UsageLedger {

    private final Clock clock;
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    /**
     * What the calls of one stage used.
     *
     * @param time from the start of its first call to the end of its last
     * @param cancelled calls that were stopped before they ended
     * @param failed calls that ended in an error
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

    /** A call that was refused as such, and made again in another form, is none. */
    synchronized void forget(String stage, String model) {
        Stage entry = stages.get(stage + '\n' + model);
        if (entry != null) {
            entry.calls--;
            entry.failed--;
        }
    }

    /** The sum over all calls. */
    public synchronized Usage total() {
        return stages.values().stream().map(stage -> stage.usage).reduce(Usage.NONE, Usage::plus);
    }

    /** The breakdown, in the order in which the stages began. */
    public synchronized List<StageUsage> stages() {
        var all = new ArrayList<StageUsage>();
        stages.values().forEach(stage -> all.add(stage.snapshot()));
        return all;
    }

    /** One call under way. Only its first end counts. */
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
