package dev.ponder.testing;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Uni;

/** A small transform: one more instruction. */
@Strategy(id = "brief", title = "Speak briefly", tools = ToolPolicy.FINAL_STAGE)
class SpeakBriefly implements InferenceStrategy.Transform {

    @Override
    public Uni<ChatRequest> transform(Inference inference) {
        ChatRequest request = inference.request();
        return Uni.createFrom()
                .item(request.withConversation(request.conversation().withInstructions("Speak briefly.")));
    }
}
