package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.engine.UsageLedger.StageUsage;

/** Writes the {@code usage} and {@code ponder} members of a response. */
public final class PonderMetadata {

    private PonderMetadata() {
    }

    /** The {@code usage} member. */
    public static ObjectNode usage(Usage usage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.totalTokens());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
        json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
        return json;
    }

    /** The {@code ponder} member: the strategy, and the calls and tokens of each of its stages so far. */
    public static ObjectNode of(InferenceRun run) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("strategy", run.strategy())
                .put("streaming", run.streaming().wireName());
        run.passthrough().ifPresent(reason -> json.put("passthrough", reason));
        List<String> routed = run.routed().get();
        if (!routed.isEmpty()) {
            json.put("routed", String.join("|", routed));
        }
        var stages = run.ledger().stages();
        json.put("calls", stages.stream().mapToInt(StageUsage::calls).sum());
        List<String> degraded = degraded(run);
        if (!degraded.isEmpty()) {
            json.put("degraded", String.join("; ", degraded));
        }
        if (run.ledger().total().estimated()) {
            json.put("usage_estimated", true);
        }
        ArrayNode list = json.putArray("stages");
        stages.forEach(stage -> list.add(stage(stage)));
        run.recorder().ifPresent(recorder -> json.set("trace", TraceWriter.write(recorder)));
        return json;
    }

    private static List<String> degraded(InferenceRun run) {
        var reasons = new ArrayList<String>();
        int failed = run.ledger().stages().stream().mapToInt(StageUsage::failed).sum();
        if (failed > 0) {
            reasons.add(failed + (failed == 1 ? " call" : " calls") + " failed and were not needed");
        }
        reasons.addAll(run.degraded().get());
        return reasons;
    }

    private static ObjectNode stage(StageUsage stage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("name", stage.name())
                .put("model", stage.model())
                .put("calls", stage.calls())
                .put("prompt_tokens", stage.usage().promptTokens())
                .put("completion_tokens", stage.usage().completionTokens())
                .put("ms", stage.time().toMillis())
                .put("cancelled", stage.cancelled());
        if (stage.failed() > 0) {
            json.put("failed", stage.failed());
        }
        if (stage.usage().estimated()) {
            json.put("estimated", true);
        }
        return json;
    }
}
