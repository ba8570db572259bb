package dev.ponder.strategies.none;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Uni;

/** Changes nothing. Alone, the engine relays the upstream's bytes unchanged; in a pipeline it has no effect. */
@Strategy(id = "none", title = "Pass-through",
        summary = "Forwards the request to the upstream and returns its response unchanged.",
        tools = ToolPolicy.FINAL_STAGE)
class Passthrough implements InferenceStrategy.Transform {

    @Override
    public Uni<ChatRequest> transform(Inference inference) {
        return Uni.createFrom().item(inference.request());
    }
}
