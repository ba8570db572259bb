package dev.ponder.runtime.rest.kserve.chat;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.model.InferenceModel;
import dev.ponder.runtime.model.ChatModels;

/** Makes models of prompts and texts. */
@ApplicationScoped
class ChatModelFactory implements ChatModels {

    @Override
    public InferenceModel over(String chatModel) {
        throw new UnsupportedOperationException();
    }
}
