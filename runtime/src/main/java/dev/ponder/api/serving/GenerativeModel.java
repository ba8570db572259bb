package dev.ponder.api.serving;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A model in the server's own process that answers conversations. It stands beside the upstreams: clients reach it by
 * OpenAI's chat and completions, there with any strategy in front of its name, and by KServe's V1, V2, {@code generate}
 * and {@code generate_stream}.
 *
 * <p>Both methods are called on an event loop and must not block; cancelling stops the generation.
 * {@link dev.ponder.api.error.ModelException}s reach the client.
 */
public interface GenerativeModel {

    /** Answers whole: one answer, whatever {@code n} says. */
    Uni<Answer> answer(ChatRequest request);

    /** Answers in parts, as they come about; the last is an {@link AnswerPart.Finish}. */
    Multi<AnswerPart> stream(ChatRequest request);
}
