package dev.ponder.strategies.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Uni;

class BalancedCallTest {

    @Strategy(id = "shout", title = "Shout", tools = ToolPolicy.FINAL_STAGE)
    static class Shout implements InferenceStrategy.Transform {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(5, 1);
        }

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request().withConversation(
                    inference.request().conversation().withQuestion(text -> text + "!")));
        }
    }

    private static HarnessRun run(ScriptedUpstream upstream, String wrapped, int maxCalls) {
        return StrategyHarness.of(BalancedCall::new, BalancedCallConfig.class).and(Shout::new).upstream(upstream)
                .parameter("wrap", Optional.of(wrapped)).parameter("max_calls", maxCalls).run(Requests.question("Hi"));
    }

    @Test
    void runsTheWrappedStrategy() {
        var upstream = ScriptedUpstream.answering("Hello.");

        HarnessRun run = run(upstream, "shout", 5);

        assertThat(run.answer().text()).isEqualTo("Hello.");
        assertThat(run.run().routed().get()).isEqualTo(List.of("shout"));
        assertThat(upstream.call(0).request().conversation().question()).isEqualTo("Hi!");
    }

    @Test
    void rejectsWhatItCannotWrap() {
        assertThat(run(ScriptedUpstream.holding(), "nothing", 5).failure()).isInstanceOf(RequestException.class)
                .hasMessageContaining("'nothing' (expected one of: shout)");
        assertThat(run(ScriptedUpstream.holding(), "proxy", 5).failure()).isInstanceOf(RequestException.class);
        assertThat(run(ScriptedUpstream.holding(), "shout", 4).failure()).isInstanceOf(RequestException.class)
                .hasMessageContaining("ponder.strategies.proxy.max-calls");
    }
}
