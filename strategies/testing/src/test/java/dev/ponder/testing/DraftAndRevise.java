package dev.ponder.testing;

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

/** A small streaming strategy: a draft that nobody sees, then the answer. */
@Strategy(id = "revise", title = "Draft and revise")
class DraftAndRevise implements InferenceStrategy.Streaming {

    @Override
    public Cost cost(Settings settings) {
        return new Cost(2, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return inference.ask(Prompt.internal("draft", inference.request().conversation()))
                .onItem().transformToMulti(draft -> revise(inference, draft));
    }

    private static Multi<AnswerPart> revise(Inference inference, Answer draft) {
        var prompt = Prompt.inheriting("revise", inference.request());
        return inference.answer(prompt.withConversation(prompt.conversation()
                .plus(ChatMessage.assistant(draft.text()), ChatMessage.user("Go over it once more."))));
    }
}
