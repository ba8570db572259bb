package dev.ponder.runtime.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;

/** Records the stages of one request: prompts, responses, votes and verdicts. Thread-safe. */
public final class StageRecorder implements InferenceListener {

    private final Map<Integer, Recording> stages = new LinkedHashMap<>();
    private final List<FindingReported> findings = new ArrayList<>();

    /**
     * A stage so far.
     *
     * @param duration null while the stage runs
     * @param answers the candidates by index, or the responses of the calls of a stage that draws no candidates
     * @param failures the error codes of failed calls
     */
    public record RecordedStage(StageStarted start, @Nullable Duration duration, List<Answer> answers,
            List<String> failures) {}

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return List.of(StageStarted.class, StageFinished.class, CallFinished.class, CandidateSampled.class,
                FindingReported.class).contains(type);
    }

    @Override
    public synchronized void on(InferenceEvent event) {
        if (event instanceof StageStarted started) {
            stages.put(started.stageId(), new Recording(started));
        } else if (event instanceof StageFinished finished) {
            stage(finished.stageId()).duration = finished.duration();
        } else if (event instanceof CandidateSampled sampled) {
            stage(sampled.stageId()).candidates.add(sampled.candidate());
        } else if (event instanceof CallFinished call) {
            stage(call.stageId()).add(call);
        } else if (event instanceof FindingReported reported) {
            findings.add(reported);
        }
    }

    private Recording stage(int id) {
        return Objects.requireNonNull(stages.get(id), "a stage starts before its other events");
    }

    /** The stages, in the order in which they started. */
    public synchronized List<RecordedStage> stages() {
        return stages.values().stream().map(Recording::snapshot).toList();
    }

    /** What the strategies found, in order. */
    public synchronized List<Finding> findings() {
        return findings.stream().map(FindingReported::finding).toList();
    }

    private static final class Recording {

        private final StageStarted start;
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private @Nullable Duration duration;

        Recording(StageStarted start) {
            this.start = start;
        }

        void add(CallFinished call) {
            if (call.outcome().failed()) {
                failures.add(call.outcome().code());
            } else if (call.outcome().equals(Outcome.OK)) {
                answers.addAll(call.answers());
            }
        }

        RecordedStage snapshot() {
            List<Answer> recorded = candidates.isEmpty()
                    ? List.copyOf(answers)
                    : candidates.stream().sorted(Comparator.comparing(Candidate::index)).map(Candidate::answer)
                            .toList();
            return new RecordedStage(start, duration, recorded, List.copyOf(failures));
        }
    }
}
