package dev.ponder.kserve.v1.models;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Runs until it is cancelled. The body names the kind of work and the invocation, which the test observes by that name. */
@NonBlocking
@ServedModel("observed")
public class ObservedModel implements InferenceModel {

    private static final String PIECE = "x".repeat(16 * 1024);

    private final Map<String, ModelInvocation> invocations = new ConcurrentHashMap<>();

    /** Returns the invocation of this name, also before it begins. */
    public ModelInvocation invocation(String name) {
        return invocations.computeIfAbsent(name, unseen -> new ModelInvocation());
    }

    @Override
    public Object preprocess(Object payload, ModelCall call) {
        ModelInvocation invocation = invocation(((JsonNode) payload).path("invocation").asText());
        return kind(payload).equals("preprocess") ? invocation.watch(Uni.createFrom().nothing()) : payload;
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        ModelInvocation invocation = invocation(((JsonNode) input).path("invocation").asText());
        invocation.predicting();
        return switch (kind(input)) {
            case "uni" -> invocation.watch(Uni.createFrom().nothing());
            case "silent" -> invocation.watch(Multi.createFrom().nothing());
            case "two" -> invocation.watch(Multi.createBy().concatenating()
                    .streams(Multi.createFrom().items("one\n", "two\n"), Multi.createFrom().nothing()));
            case "held" -> invocation.held();
            case "endless" -> invocation.watch(Multi.createBy().repeating().supplier(() -> invocation.count(PIECE))
                    .indefinitely());
            default -> input;
        };
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return predict(input, call);
    }

    @Override
    public Object postprocess(Object output, ModelCall call) {
        return output instanceof JsonNode body && kind(body).equals("postprocess")
                ? invocation(body.path("invocation").asText()).watch(Uni.createFrom().nothing())
                : output;
    }

    private static String kind(Object payload) {
        return ((JsonNode) payload).path("kind").asText();
    }
}
