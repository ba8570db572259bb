package dev.ponder.strategies.leap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Multi;

/** The contract for prompts with examples: in a form that the parser knows, and in one that only a model can read. */
@ParameterizedClass
@ValueSource(strings = {"Q: 1+1?\nA: 2\n\nQ: 2+2?\nA: 4", "Examples:\nThe sum of 1 and 1 is 2, that of 2 and 2 is 4."})
class LeapWithExamplesContractTest extends StrategyContract {

    private final String examples;

    LeapWithExamplesContractTest(String examples) {
        this.examples = examples;
    }

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(config -> new FewShotLeap(config, examples), LeapConfig.class);
    }

    /** Adds examples to the instructions of each request. */
    @Strategy(id = "leap", title = "", settings = LeapConfig.class, tools = ToolPolicy.FINAL_STAGE)
    static class FewShotLeap implements InferenceStrategy.Streaming {

        private final Leap leap;
        private final String examples;

        FewShotLeap(LeapConfig config, String examples) {
            this.leap = new Leap(config);
            this.examples = examples;
        }

        @Override
        public Cost cost(Settings settings) {
            return leap.cost(settings);
        }

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            ChatRequest request = inference.request();
            ChatRequest fewShot = request.withConversation(request.conversation().withInstructions(examples));
            return leap.stream((Inference) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{Inference.class}, (proxy, method, arguments) -> {
                        try {
                            return method.getName().equals("request") ? fewShot : method.invoke(inference, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
