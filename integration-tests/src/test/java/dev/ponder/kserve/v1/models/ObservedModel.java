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

/** Works until it is told to stop, on what the body names, and is watched by the test that knows the visit's name. */
@NonBlocking
@ServedModel("observed")
public class ObservedModel implements InferenceModel {

    private static final String PIECE = "x".repeat(16 * 1024);

    private final Map<String, ModelInvocation> visits = new ConcurrentHashMap<>();

    /** What is known of a visit, before it comes too. */
    public ModelInvocation visit(String name) {
        return visits.computeIfAbsent(name, unseen -> new ModelInvocation());
    }

    @Override
    public Object preprocess(Object payload, ModelCall call) {
        ModelInvocation visit = visit(((JsonNode) payload).path("visit").asText());
        return kind(payload).equals("preprocess") ? visit.watch(Uni.createFrom().nothing()) : payload;
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        ModelInvocation visit = visit(((JsonNode) input).path("visit").asText());
        visit.predicting();
        return switch (kind(input)) {
            case "uni" -> visit.watch(Uni.createFrom().nothing());
            case "silent" -> visit.watch(Multi.createFrom().nothing());
            case "two" -> visit.watch(Multi.createBy().concatenating()
                    .streams(Multi.createFrom().items("one\n", "two\n"), Multi.createFrom().nothing()));
            case "held" -> visit.held();
            case "endless" -> visit.watch(Multi.createBy().repeating().supplier(() -> visit.count(PIECE))
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
                ? visit(body.path("visit").asText()).watch(Uni.createFrom().nothing())
                : output;
    }

    private static String kind(Object payload) {
        return ((JsonNode) payload).path("kind").asText();
    }
}
