package dev.ponder.runtime.serving;

import java.util.Optional;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.InferenceModel;

/**
 * A model, and all that it can do.
 *
 * @param name its name for clients
 * @param type the class whose hooks are called
 * @param inference answers V1 and V2
 * @param encoder embeds and ranks
 * @param chat the model, as clients of OpenAI's protocol write it, that converses and generates for it
 */
public record ModelDefinition(String name, Class<?> type, InferenceModel inference, Optional<EncoderModel> encoder,
        Optional<String> chat) {

    /** A model that does nothing beside V1 and V2. */
    public static ModelDefinition of(String name, InferenceModel model) {
        return new ModelDefinition(name, model.getClass(), model, Optional.empty(), Optional.empty());
    }
}
