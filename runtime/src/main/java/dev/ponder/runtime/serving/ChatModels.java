package dev.ponder.runtime.serving;

import dev.ponder.api.serving.InferenceModel;

/** Puts models that converse behind V1 and V2. */
public interface ChatModels {

    /** A model of prompts and texts over one that clients of OpenAI's protocol write so. */
    InferenceModel over(String chatModel);
}
