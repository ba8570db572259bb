package dev.ponder.strategies.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

class RouterTest {

    private static final String MATHS = "What is 17*23?";

    /** Two calls in sequence; streams. */
    @Strategy(id = "two", title = "Two", tools = ToolPolicy.FINAL_STAGE)
    static class Two implements InferenceStrategy.Streaming {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(2, 2);
        }

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            assertThat(inference.delegates()).as("delegates of a delegate").isEmpty();
            return inference.ask(Prompt.internal("draft", inference.request().conversation()))
                    .onItem().transformToMulti(draft -> inference.answer(
                            Prompt.inheriting("answer", inference.request())));
        }
    }

    /** Three calls in parallel; buffered. */
    @Strategy(id = "voter", title = "Voter", tools = ToolPolicy.VOTE)
    static class Voter implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(3, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.sampleIndividually(Prompt.inheriting("sample", inference.request()), 3).collect().asList()
                    .map(all -> all.stream().min(Candidate.TIE_BREAK).orElseThrow().answer());
        }
    }

    /** Has the id of a strategy that rewrites requests. */
    @Strategy(id = "readurls", title = "Pages", tools = ToolPolicy.FINAL_STAGE)
    static class Pages implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request().withConversation(
                    inference.request().conversation().withInstructions("page")));
        }
    }

    /** Has no place in requests with tools. */
    @Strategy(id = "toolless", title = "Toolless")
    static class Toolless extends Two {
    }

    private static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(Router::new, RouterConfig.class).and(Two::new).and(Voter::new).and(Pages::new)
                .and(Toolless::new).with("ponder.strategies.router.maths", "voter,two")
                .with("ponder.strategies.router.writing", "two").upstream(upstream);
    }

    private static ScriptedUpstream model() {
        return ScriptedUpstream.answering("The answer is 391.");
    }

    @Test
    void choosesByTheQuestion() {
        HarnessRun maths = harness(model()).run(Requests.question(MATHS));
        HarnessRun writing = harness(model()).run(Requests.question("Write a poem about the sea."));
        HarnessRun chat = harness(model()).run(Requests.question("Hello!"));

        assertThat(List.of(maths, writing)).extracting(run -> run.run().routed().get())
                .containsExactly(List.of("voter"), List.of("two"));
        assertThat(chat.run().routed().get()).isEmpty();
        assertThat(chat.answer().text()).isNotBlank();
    }

    @Test
    void answersAsTheChosenStrategyStreams() {
        HarnessRun voted = harness(model()).runStreamed(Requests.question(MATHS));
        HarnessRun written = harness(model()).runStreamed(Requests.question("Write a poem about the sea."));

        assertThat(voted.run().streaming()).isEqualTo(StreamingMode.EMULATED);
        assertThat(written.run().streaming()).isEqualTo(StreamingMode.NATIVE);
    }

    @Test
    void choosesNativeStreamsWhereEmulationIsDisabled() {
        HarnessRun run = harness(model()).emulation(false).runStreamed(Requests.question(MATHS));

        assertThat(run.run().routed().get()).containsExactly("two");
    }

    @Test
    void staysWithinItsBudget() {
        UnaryOperator<StrategyHarness> atMost2 = harness -> harness.parameter("max_calls", 2);
        assertThat(atMost2.apply(harness(model())).run(Requests.question(MATHS)).run().routed().get())
                .containsExactly("two");
        assertThat(atMost2.apply(harness(model())).cost().calls()).isEqualTo(2);
        var plain = model();
        harness(plain).parameter("max_calls", 1).run(Requests.question(MATHS)).answer();
        assertThat(plain.calls()).hasSize(1);
        assertThat(harness(model()).parameter("max_depth", 1).run(Requests.question("Write a poem.")).run().routed().get())
                .isEmpty();
    }

    @Test
    void putsPreparationBeforeTheStrategy() {
        var upstream = model();

        HarnessRun run = harness(upstream).run(Requests.question("How many words has https://example.com/a?"));

        assertThat(run.run().routed().get()).containsExactly("readurls&voter");
        assertThat(upstream.call(0).request().conversation().messages().get(0).text()).isEqualTo("page");
    }

    @Test
    void requestWithToolsIsPlainCall() {
        var upstream = model();

        harness(upstream).run(Requests.withTool()).answer();

        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void leavesOutStrategiesThatCannotAnswer() {
        HarnessRun run = harness(model()).with("ponder.strategies.router.chat", "router,unknown,two")
                .run(Requests.question("Hello!"));

        assertThat(run.run().routed().get()).containsExactly("two");
    }

    @Test
    void showsTheChoice() {
        HarnessRun run = harness(model()).run(Requests.question(MATHS));

        assertThat(run.progress()).extracting(Progress::note)
                .contains("voter: the request is of the kind 'maths', at most 3 calls");
    }

    @Test
    void avoidsStrategiesThatFailForTheSameClientUntilTheOutcomesFade() {
        var upstream = ScriptedUpstream.replying((call, number) -> number < 9
                ? ScriptedReply.failing(Fault.FAILED)
                : ScriptedReply.text("The answer is 391."));
        StrategyHarness harness = harness(upstream).header("authorization", "Bearer a");
        for (int i = 0; i < 3; i++) {
            assertThat(harness.run(Requests.question(MATHS)).failure()).isNotNull();
        }

        assertThat(harness.run(Requests.question(MATHS)).run().routed().get()).containsExactly("two");
        assertThat(harness.header("authorization", "Bearer b").run(Requests.question(MATHS)).run().routed().get())
                .containsExactly("voter");
        upstream.time().advance(Duration.ofHours(12));
        assertThat(harness.header("authorization", "Bearer a").run(Requests.question(MATHS)).run().routed().get())
                .containsExactly("voter");
    }

    @Test
    void asksTheClassifier() {
        var upstream = ScriptedUpstream.answering(
                "{\"reasoning\": \"A poem.\", \"confidence\": 0.9, \"kind\": \"writing\"}", "draft", "The sea.");

        HarnessRun run = harness(upstream).with("ponder.strategies.router.classifier", "model")
                .with("ponder.strategies.router.classifier-model", "small").run(Requests.question("Ode, please"));

        assertThat(run.run().routed().get()).containsExactly("two");
        assertThat(upstream.call(0).request().model()).isEqualTo("small");
        assertThat(run.answer().text()).isEqualTo("The sea.");
    }

    @Test
    void unsureOrUnreadableClassifierDoesNotDecide() {
        var unsure = ScriptedUpstream.answering("{\"reasoning\": \"?\", \"confidence\": 0.2, \"kind\": \"writing\"}", "Hi.");
        var unreadable = model();
        UnaryOperator<StrategyHarness> asking = harness -> harness.with("ponder.strategies.router.classifier", "model");

        assertThat(asking.apply(harness(unsure)).run(Requests.question("Ode")).run().routed().get()).isEmpty();
        HarnessRun run = asking.apply(harness(unreadable)).run(Requests.question(MATHS));
        assertThat(run.run().routed().get()).containsExactly("voter");
        assertThat(run.run().degraded().get()).singleElement().asString().contains("rules did");
    }

    @Test
    void asksForTheFormatOfTheAnswerAtTheEnd() {
        assertThat(harness(model()).member("response_format", JsonNodeFactory.instance.objectNode().put("type", "text"))
                .run(Requests.question(MATHS)).run().routed().get()).containsExactly("voter");
    }
}
