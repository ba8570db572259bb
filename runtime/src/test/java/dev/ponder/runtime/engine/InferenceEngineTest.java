package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall.State;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Multi;

class InferenceEngineTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering("one two three", "b");

    private StrategyHarness harness() {
        return StrategyHarness.of(Toys.Bon::new).and(Toys.Moa::new).and(Toys.Re2::new).upstream(upstream);
    }

    @Test
    void aRequestThatOffersToolsPassesByStrategiesThatStepAside() {
        HarnessRun run = harness().run(Requests.withTool());

        assertThat(run.run().passthrough()).hasValueSatisfying(why -> assertThat(why).contains("tools", "'bon'"));
        assertThat(run.run().strategy()).isEqualTo("none");
        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void aRequestThatOffersToolsGoesThroughStrategiesThatDoNot() {
        assertThat(harness().expression("re2").run(Requests.withTool()).run().passthrough()).isEmpty();
        assertThat(harness().expression("re2&bon").run(Requests.withTool()).run().passthrough()).isPresent();
    }

    /** ChoiceAccumulator at once, and has lost sight of a call that it began. */
    @Strategy(id = "careless", title = "Careless")
    static class Careless implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            Prompt prompt = Prompt.inheriting("lost", inference.request());
            return Multi.createFrom().deferred(() -> {
                inference.ask(prompt).subscribe().with(nobody -> {
                });
                return inference.answer(prompt);
            });
        }
    }

    @Strategy(id = "two", title = "Ask and answer")
    private static class AskAndAnswer implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            Prompt prompt = Prompt.inheriting("answer", inference.request());
            return inference.ask(prompt).onItem().transformToMulti(draft -> inference.answer(prompt));
        }
    }

    @Test
    void whatIsLeftOverStopsWithTheAnswerOrTheClient() {
        var first = ScriptedUpstream
                .replying((call, number) -> number == 0 ? ScriptedReply.held() : ScriptedReply.text("a"));
        StrategyHarness.of(Careless::new).upstream(first).ask("Why?");
        assertThat(first.calls(State.CANCELLED)).hasSize(1);

        var second = ScriptedUpstream.holding();
        StrategyHarness.of(Careless::new).upstream(second).start(Requests.question("Why?")).cancel();
        assertThat(second.calls(State.CANCELLED)).hasSize(2);
    }

    @Test
    void anEmulatedStreamIsCutIntoWords() {
        assertThat(harness().stream("Why?")).containsExactly(new AnswerPart.Text("one"), new AnswerPart.Text(" two"),
                new AnswerPart.Text(" three"), new AnswerPart.Finish(FinishReason.STOP));
    }

    @Test
    void anEmulatedStreamHasTheConfiguredPieceAndPace() {
        StrategyHarness paced = harness().with("ponder.streaming.emulation.chunking", "characters")
                .with("ponder.streaming.emulation.pace", "100MS");
        HarnessRun run = paced.runStreamed(Requests.question("Why?"));

        assertThat(run.parts()).hasSize("one two three".length() + 1);
        assertThat(run.elapsed()).isEqualTo(upstream.latency().plus(Duration.ofMillis(1300)));
    }

    @Test
    void aStreamThatMayNotBeEmulatedIsRefusedBeforeAnyCall() {
        assertThatThrownBy(() -> harness().emulation(false).stream("Why?")).isInstanceOf(RequestException.class);
        assertThat(upstream.calls()).isEmpty();
        assertThat(harness().emulation(false).ask("Why?").text()).isEqualTo("one two three");
    }

    @Test
    void theCallThatWritesTheAnswerHasTheClientsSeed() {
        StrategyHarness.of(AskAndAnswer::new).upstream(upstream).seed(7).ask("Why?");

        assertThat(upstream.calls()).extracting(call -> call.request().parameters().get("seed").intValue())
                .containsExactly(7, 7);
    }

    @Test
    void aStrategyThatDeclaresTooLittleIsStoppedAtTheLimit() {
        StrategyHarness harness = StrategyHarness.of(AskAndAnswer::new).with("ponder.limits.max-calls", "1");
        HarnessRun run = harness.upstream(upstream).run(Requests.question("Why?"));

        assertThat(run.failure()).isInstanceOf(BudgetExceeded.class);
        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void noMoreCallsRunAtTheSameTimeThanAllowed() {
        StrategyHarness narrow = harness().with("ponder.limits.max-parallel-calls", "1");

        assertThat(narrow.run(Requests.question("Why?")).elapsed()).isEqualTo(upstream.latency().multipliedBy(2));
        assertThat(upstream.peak()).isEqualTo(1);
    }

    @Test
    void usageOfServersThatDoNotReportItIsEstimated() {
        upstream.usage(call -> new Usage(0, 0, 0, 0, 0, true));
        for (boolean streamed : new boolean[]{false, true}) {
            StrategyHarness harness = harness().expression("moa");
            var question = Requests.question("Why?");
            HarnessRun run = streamed ? harness.runStreamed(question) : harness.run(question);

            assertThat(run.usage().estimated()).isTrue();
            assertThat(run.usage().promptTokens()).isEqualTo(1);
            assertThat(run.usage().completionTokens()).isPositive();
        }
    }

    @Test
    void requestsAreMeasuredUnderTheIdsOfStrategies() {
        StrategyHarness harness = harness();
        harness.stream("Why?");
        harness.expression("re2&moa").ask("Why?");
        harness.expression("bon").start(Requests.question("Why?")).cancel();

        assertThat(harness.engine().metrics().events()).filteredOn(event -> !event.startsWith("call"))
                .filteredOn(event -> !event.startsWith("tokens"))
                .containsExactly("began bon 1000", "request bon emulated ok", "began composed 1000",
                        "request composed native ok", "request bon emulated cancelled");
    }

    @Test
    void aRequestThatFailsIsMeasuredByItsFault() {
        StrategyHarness harness = harness()
                .upstream(ScriptedUpstream.replying((call, number) -> ScriptedReply.failing(Fault.RATE_LIMITED)));
        harness.run(Requests.question("Why?"));

        assertThat(harness.engine().metrics().events()).contains("request bon emulated rate_limited",
                "call scripted rate_limited");
    }
}
