package com.example.second;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatMessage;
import io.smallrye.mutiny.Multi;

/** Drafts an answer, then writes a better one with the draft in sight. */
@Strategy(id = "second_thought", title = "Second thought")
class SecondThought implements InferenceStrategy.Streaming {

    @Override
    public Cost cost(Settings settings) {
        return new Cost(2, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return inference.ask(Prompt.inheriting("draft", inference.request()))
                .onItem().transformToMulti(draft -> inference.answer(improve(inference, draft)));
    }

    private static Prompt improve(Inference inference, Answer draft) {
        return Prompt.inheriting("answer", inference.request())
                .withConversation(inference.request().conversation().plus(
                        ChatMessage.assistant(draft.text()),
                        ChatMessage.user("Check your answer, then write the answer I should get.")));
    }
}
