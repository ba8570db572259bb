package dev.ponder.api.serving;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A chat model in the server's process. Clients use it like a model of an upstream, with or without a strategy: by
 * OpenAI's chat and text completions, and by KServe's V1, V2, {@code generate} and {@code generate_stream}.
 *
 * <p><b>Threads.</b> The methods are called on an event loop, concurrently, and must not block.
 *
 * <p><b>Cancellation.</b> Cancelling the result stops the generation.
 *
 * <p><b>Errors.</b> The client gets the status and message of a {@link dev.ponder.api.error.ModelException}; any other
 * exception is logged and reported as a failure of the model.
 */
public interface GenerativeModel {

    /** Generates one whole answer; {@code n} is ignored. */
    Uni<Answer> answer(ChatRequest request);

    /** Generates one answer as a stream of parts. The last part is an {@link AnswerPart.Finish}. */
    Multi<AnswerPart> stream(ChatRequest request);
}
