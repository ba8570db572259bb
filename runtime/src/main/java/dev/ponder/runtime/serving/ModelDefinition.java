package dev.ponder.runtime.serving;

import java.util.Optional;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.InferenceModel;

/**
 * A served model and what it can do.
 *
 * @param name its name for clients
 * @param hooks its hook methods, which answer V1 and V2; empty for a model that only chats or encodes
 * @param encoder embeds and ranks, for OpenAI's protocol
 * @param chat the model that a chat completion names to reach it; answers generate, and V1 and V2 without hooks
 */
public record ModelDefinition(String name, Optional<ModelHooks> hooks, Optional<EncoderModel> encoder,
        Optional<String> chat) {

    /**
     * A model with hook methods.
     *
     * @param type the class that declares the methods; {@code model} may be a proxy of it
     */
    public record ModelHooks(InferenceModel model, Class<?> type) {}

    /** A model with hook methods only. */
    public static ModelDefinition of(String name, InferenceModel model) {
        return new ModelDefinition(name, Optional.of(new ModelHooks(model, model.getClass())), Optional.empty(),
                Optional.empty());
    }

    /** Another name for a model that chats, with or without a strategy. */
    static ModelDefinition ofChat(String name) {
        return new ModelDefinition(name, Optional.empty(), Optional.empty(), Optional.of(name));
    }

    /** A model of an upstream, which clients may name with the prefix of a strategy. */
    static ModelDefinition ofUpstream(String model, String named) {
        return new ModelDefinition(model, Optional.empty(), Optional.empty(), Optional.of(named));
    }

    /** The chat model that answers V1 and V2; empty if hook methods do. */
    public Optional<String> chatWithoutHooks() {
        return hooks.isPresent() ? Optional.empty() : chat;
    }

    ModelException noPrediction() {
        return ModelException.notImplemented(
                "Model " + name + " does not predict (expected a request to /v1/embeddings or /v1/rerank).");
    }

    /** The error of {@code :explain} for a model without an explainer. */
    ModelException noExplainer() {
        return ModelException.notImplemented("Model " + name + " has no explainer.");
    }
}
