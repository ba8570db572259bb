package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.AnswerPart.Finish;
import dev.ponder.api.AnswerPart.Text;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.InferenceException;
import io.smallrye.mutiny.Multi;

/** A strategy that does as a test says. */
@Strategy(id = "broken", title = "Broken", tools = ToolPolicy.FINAL_STAGE)
record Broken(Cost declared, Function<Inference, Multi<AnswerPart>> way) implements InferenceStrategy.Streaming {

    @Override
    public Cost cost(Settings settings) {
        return declared;
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return way.apply(inference);
    }

    static StrategyContract contract(Function<Inference, Multi<AnswerPart>> way) {
        return contract(new Cost(9, 9), way);
    }

    static StrategyContract contract(Cost declared, Function<Inference, Multi<AnswerPart>> way) {
        return new StrategyContract() {

            @Override
            public StrategyHarness harness() {
                return StrategyHarness.of(() -> new Broken(declared, way));
            }
        };
    }

    static void assertCaught(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOfAny(AssertionError.class, InferenceException.class);
    }

    static Prompt prompt(Inference inference) {
        return Prompt.inheriting("answer", inference.request());
    }

    static Multi<AnswerPart> say(String text) {
        return say(Answer.of(text, FinishReason.STOP));
    }

    static Multi<AnswerPart> say(Answer answer) {
        return Multi.createFrom().items(new Text(answer.text()), new Finish(answer.finishReason()));
    }
}
