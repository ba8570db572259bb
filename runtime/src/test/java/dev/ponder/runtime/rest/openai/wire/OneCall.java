package dev.ponder.runtime.rest.openai.wire;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import io.smallrye.mutiny.Multi;

/** One call, under a name of its own. */
@Strategy(id = "one", title = "One call")
class OneCall implements InferenceStrategy.Streaming {

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return inference.answer(Prompt.inheriting("answer", inference.request()));
    }
}
