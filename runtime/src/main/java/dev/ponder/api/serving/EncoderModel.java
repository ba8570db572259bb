package dev.ponder.api.serving;

import java.util.List;

import dev.ponder.api.error.ModelException;
import io.smallrye.mutiny.Uni;

/**
 * A model in the server's process that embeds and ranks texts, for {@code /v1/embeddings} and {@code /v1/rerank}.
 *
 * <p><b>Threads.</b> The methods are called on an event loop, concurrently, and must not block.
 *
 * <p><b>Cancellation.</b> The returned {@code Uni} is cancelled when the client disconnects.
 *
 * <p><b>Errors.</b> The client gets the status and message of a {@link ModelException}, and an internal error for any
 * other exception.
 */
public interface EncoderModel {

    /** Embeds texts. Returns one vector for each text, in order. */
    default Uni<List<float[]>> embed(List<String> texts) {
        return Uni.createFrom().failure(ModelException.notImplemented("The model does not embed texts."));
    }

    /** Ranks documents by their relevance to a query. Returns one score for each document, in order; higher is better. */
    default Uni<List<Double>> rank(String query, List<String> documents) {
        return Uni.createFrom().failure(ModelException.notImplemented("The model does not rank documents."));
    }
}
