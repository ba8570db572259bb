package dev.ponder.runtime.rest.kserve.chat;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.serving.ChatModels;

/** Puts models that converse behind V1 and V2. */
@ApplicationScoped
class ChatModelFactory implements ChatModels {

    private final ChatInvoker conversations;
    private final PredictionWriter predictions;

    ChatModelFactory(ChatInvoker conversations, PonderConfig config) {
        this.conversations = conversations;
        this.predictions = new PredictionWriter(config.reasoningField());
    }

    @Override
    public InferenceModel over(String chatModel) {
        return new ChatModel(chatModel, conversations, predictions);
    }
}
