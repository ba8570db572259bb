package dev.ponder.support.strategies;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import io.smallrye.mutiny.Multi;

/** Thinks in one call and answers in a second one, which streams. */
@Strategy(id = TwoStage.ID, title = "Two stage", summary = "Thinks, then answers.", paper = "arXiv:0000.00000",
        tools = ToolPolicy.FINAL_STAGE)
class TwoStage implements InferenceStrategy.Streaming {

    static final String ID = "two_stage";

    @Override
    public Cost cost(Settings settings) {
        return new Cost(2, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return inference.ask(Prompt.internal("think", inference.request().conversation()))
                .onItem().transformToMulti(thought -> answerWith(inference, thought));
    }

    private Multi<AnswerPart> answerWith(Inference inference, Answer thought) {
        return inference.answer(Prompt.inheriting("answer", inference.request()
                .withConversation(inference.request().conversation().withInstructions(thought.text()))));
    }
}
