package dev.ponder.api.serving;

import java.util.List;

import dev.ponder.api.error.ModelException;
import io.smallrye.mutiny.Uni;

/**
 * A model in the server's own process that embeds and ranks texts, for OpenAI's {@code /v1/embeddings} and
 * {@code /v1/rerank}. Its methods are called on an event loop and must not block; when the
 * client leaves, what they return is cancelled.
 * {@link ModelException}s reach the client.
 */
public interface EncoderModel {

    /** Embeds texts: a vector for each, in order. */
    default Uni<List<float[]>> embed(List<String> texts) {
        return Uni.createFrom().failure(ModelException.notImplemented("The model does not embed texts."));
    }

    /** Says how well documents answer a query: a score for each, in order; higher is better. */
    default Uni<List<Double>> rank(String query, List<String> documents) {
        return Uni.createFrom().failure(ModelException.notImplemented("The model does not rank documents."));
    }
}
