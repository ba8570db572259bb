package dev.ponder.deployment;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Strategies without an id, for tests to mark. */
interface Toys {

    /** A strategy that chooses. */
    class Choosing implements InferenceStrategy.Buffered {

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.ask(Prompt.inheriting("answer", inference.request()));
        }
    }

    /** A strategy that rewrites nothing. */
    class Rewriting implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }

    /** A strategy of two kinds, which is one too many. */
    class ChoosingAndRewriting extends Choosing implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }

    /** A strategy that streams. */
    class Speaking implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            return inference.answer(Prompt.inheriting("answer", inference.request()));
        }
    }
}
