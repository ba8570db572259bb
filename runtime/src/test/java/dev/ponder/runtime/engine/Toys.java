package dev.ponder.runtime.engine;

import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.strategy.StrategyExpressionParser;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** One strategy of each kind, and {@code none}. */
public final class Toys {

    private Toys() {
    }

    public static StrategyRegistry registry() {
        return new StrategyRegistry(List.of(new Bon(), new Moa(), new Re2(), new Loud(), new None()),
                TestConfig.defaults().limits());
    }

    public static StrategyExpressionParser parser() {
        return new StrategyExpressionParser(registry());
    }

    /** Buffered: the first of two candidates, the other as a runner-up. */
    @Strategy(id = "bon", title = "Best of two")
    static class Bon implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(2, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.sampleIndividually(Prompt.inheriting("candidate", inference.request()), 2)
                    .map(Candidate::answer).collect().asList()
                    .map(all -> all.get(0).withRunnersUp(all.subList(1, all.size())));
        }
    }

    /** Streaming: one call. */
    @Strategy(id = "moa", title = "One agent")
    static class Moa implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            return inference.answer(Prompt.inheriting("agent", inference.request()));
        }
    }

    /** A transform: the question twice. */
    @Strategy(id = "re2", title = "Re-reading", tools = ToolPolicy.FINAL_STAGE)
    static class Re2 implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            ChatRequest request = inference.request();
            return Uni.createFrom()
                    .item(request.withConversation(request.conversation().withQuestion(text -> text + " " + text)));
        }
    }

    /** A wrapper: the text in upper case. */
    @Strategy(id = "loud", title = "Loud")
    static class Loud implements InferenceStrategy.Wrapper {

        @Override
        public Multi<AnswerPart> around(Inference inference, Next next) {
            return next.answer(inference.request()).map(part -> part instanceof AnswerPart.Text text
                    ? new AnswerPart.Text(text.text().toUpperCase(java.util.Locale.ROOT))
                    : part);
        }
    }

    /** Pass-through. */
    @Strategy(id = "none", title = "None", tools = ToolPolicy.FINAL_STAGE)
    static class None implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }
}
