package dev.ponder.runtime.record.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.record.json.CallJson;
import dev.ponder.runtime.record.json.Redaction;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;

/**
 * The calls of a recorded run. A call of the replay is the first one that was not used before and has the same stage, messages
 * and parameters; of several, one of the same number of the stage is preferred, so candidates keep their indexes. As a listener
 * of the replay, it learns what each call sends, and teaches what was known about models when a stage started.
 */
final class RecordedCalls implements InferenceListener {

    private final List<JsonNode> unused;
    private final List<JsonNode> stages;
    private final ModelKnowledge knowledge;
    private final Redaction redaction;
    private final Map<Integer, CallStarted> started = new ConcurrentHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();

    RecordedCalls(RecordedRun run, ModelKnowledge knowledge, Redaction redaction) {
        this.unused = new ArrayList<>(run.calls());
        this.stages = new ArrayList<>(run.stages());
        this.knowledge = knowledge;
        this.redaction = redaction;
    }

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return type == CallStarted.class || type == StageStarted.class;
    }

    @Override
    public synchronized void on(InferenceEvent event) {
        if (event instanceof CallStarted call) {
            started.put(call.call().number(), call);
        } else if (event instanceof StageStarted stage) {
            recorded(stage).ifPresent(known -> teach(new Model(stage.upstream(), stage.model()), known));
        }
    }

    private Optional<JsonNode> recorded(StageStarted stage) {
        Optional<JsonNode> found = stages.stream()
                .filter(known -> known.path("id").asInt() == stage.stageId() && named(known, stage)).findFirst()
                .or(() -> stages.stream().filter(known -> named(known, stage)).findFirst());
        found.ifPresent(stages::remove);
        return found;
    }

    private static boolean named(JsonNode known, StageStarted stage) {
        return known.path("name").asText().equals(stage.prompt().stage())
                && known.path("model").asText().equals(stage.model());
    }

    private void teach(Model model, JsonNode known) {
        if (known.has("model_n")) {
            knowledge.learn(model, NSupport.valueOf(known.path("model_n").asText()));
        }
        known.path("model_rejects").forEach(parameter -> knowledge.learnRejected(model, parameter.asText()));
    }

    /** The recorded call with the same stage, messages and parameters as a call of the replay; empty if there is none. */
    synchronized Optional<JsonNode> take(int number) {
        CallStarted call = started.get(number);
        if (call == null) {
            return Optional.empty();
        }
        ObjectNode request = CallJson.request(call, redaction);
        JsonNode best = null;
        for (JsonNode candidate : unused) {
            if (candidate.path("stage").asText().equals(call.stage()) && candidate.path("request").equals(request)
                    && (best == null || better(candidate, best, call.stageId()))) {
                best = candidate;
            }
        }
        if (best == null) {
            missing.add("call " + number + " of stage '" + call.stage() + "' was not recorded"
                    + difference(nearest(call), request));
            return Optional.empty();
        }
        unused.remove(best);
        return Optional.of(best);
    }

    private static boolean better(JsonNode candidate, JsonNode best, int stage) {
        return candidate.path("stage_id").asInt() == stage && best.path("stage_id").asInt() != stage;
    }

    private @Nullable JsonNode nearest(CallStarted call) {
        return unused.stream().filter(known -> known.path("stage").asText().equals(call.stage())).findFirst()
                .orElse(null);
    }

    private String difference(@Nullable JsonNode known, JsonNode request) {
        if (known == null) {
            return unused.isEmpty() ? ": all recorded calls were made before" : ": the stage made no further call";
        }
        return ", unlike call " + known.path("call_number").asInt() + ": "
                + JsonDifference.first(known.path("request"), request).orElse("it is the same");
    }

    /** A call of the replay has no recorded answer, because the recorded one was cancelled. */
    synchronized void unanswered(JsonNode call) {
        unanswered.add("call " + call.path("call_number").asInt() + " of stage '" + call.path("stage").asText()
                + "' was cancelled when it was recorded, so its answer is unknown");
    }

    /** The calls of the replay that were not recorded, a line each. */
    synchronized List<String> missing() {
        return List.copyOf(missing);
    }

    /** The calls of the replay whose answer is not known, a line each. */
    synchronized List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    /** The recorded calls that were answered and that the replay did not make. */
    synchronized List<JsonNode> unused() {
        return unused.stream().filter(call -> call.path("status").asText().equals("ok")).toList();
    }
}
