package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.event.RunningRequest;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** Every request, stage and call that starts is reported to finish, whatever happens. */
class RequestEventsTest {

    private static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(Toys.Bon::new).and(Toys.Moa::new).and(Toys.Re2::new).and(Toys.None::new)
                .upstream(upstream);
    }

    private static List<InferenceEvent> events(StrategyHarness harness) {
        return harness.engine().metrics().received();
    }

    private static <E extends InferenceEvent> List<E> of(Class<E> type, List<InferenceEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void assertPairs(List<InferenceEvent> events) {
        assertThat(events.get(0)).isInstanceOf(RequestStarted.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RequestFinished.class);
        assertThat(events).extracting(InferenceEvent::requestId).containsOnly(events.get(0).requestId());
        assertThat(of(StageFinished.class, events)).extracting(StageFinished::stageId)
                .containsExactlyInAnyOrderElementsOf(
                        of(StageStarted.class, events).stream().map(StageStarted::stageId).toList())
                .doesNotHaveDuplicates();
        assertThat(of(CallFinished.class, events)).extracting(CallFinished::call)
                .containsExactlyInAnyOrderElementsOf(
                        of(CallStarted.class, events).stream().map(CallStarted::call).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        of(AttemptFinished.class, events).stream().map(AttemptFinished::call).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bon", "moa", "re2", "none", "bon&moa", "bon|moa"})
    void everyStartHasFinishOnSuccess(String expression) {
        StrategyHarness harness = harness(ScriptedUpstream.answering("one", "two", "three")).expression(expression);
        harness.stream("Why?");

        assertPairs(events(harness));
        assertThat(of(RequestFinished.class, events(harness))).singleElement()
                .satisfies(end -> assertThat(end.outcome().tag()).isEqualTo("ok"));
        assertThat(of(AnswerStarted.class, events(harness))).hasSize(1);
    }

    @Test
    void everyStartHasFinishOnFailure() {
        StrategyHarness harness = harness(ScriptedUpstream.replying((call, number) -> number == 0
                ? ScriptedReply.held()
                : ScriptedReply.failing(Fault.UNAUTHENTICATED)));
        harness.run(Requests.question("Why?"));

        assertPairs(events(harness));
        assertThat(of(CallFinished.class, events(harness))).extracting(end -> end.outcome().tag())
                .containsExactlyInAnyOrder("cancelled", "unauthenticated");
        assertThat(of(RequestFinished.class, events(harness))).singleElement()
                .satisfies(end -> assertThat(end.outcome().tag()).isEqualTo("unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bon", "moa", "bon|moa"})
    void everyStartHasFinishWhenTheClientDisconnects(String expression) {
        StrategyHarness harness = harness(ScriptedUpstream.holding()).expression(expression);
        harness.startStreamed(Requests.question("Why?")).cancel();

        assertPairs(events(harness));
        assertThat(of(RequestFinished.class, events(harness))).singleElement()
                .satisfies(end -> assertThat(end.outcome().cancelled()).isTrue());
        assertThat(of(StageFinished.class, events(harness))).isNotEmpty()
                .allSatisfy(end -> assertThat(end.outcome().cancelled()).isTrue());
    }

    @Test
    void everyStartHasFinishWhenAStrategyForgetsCall() {
        var upstream = ScriptedUpstream
                .replying((call, number) -> number == 0 ? ScriptedReply.held() : ScriptedReply.text("a"));
        StrategyHarness harness = StrategyHarness.of(InferenceEngineTest.Careless::new).upstream(upstream);
        harness.ask("Why?");

        assertPairs(events(harness));
    }

    @Test
    void aStageIsReportedWithItsPromptAndItsAnswers() {
        StrategyHarness harness = harness(ScriptedUpstream.answering("one", "two")).expression("re2&bon");
        harness.ask("Why?");
        List<InferenceEvent> events = events(harness);

        assertThat(of(RequestStarted.class, events)).singleElement().satisfies(start -> {
            assertThat(start.request())
                    .isEqualTo(new RequestInfo("", "scripted-1", "re2&bon", "composed", "emulated", false));
            assertThat(start.prompts()).singleElement()
                    .satisfies(prompt -> assertThat(prompt.conversation().question()).isEqualTo("Why?"));
        });
        assertThat(of(StageStarted.class, events)).singleElement().satisfies(stage -> {
            assertThat(stage.strategy()).isEqualTo("bon");
            assertThat(stage.prompt().stage()).isEqualTo("candidate");
            assertThat(stage.prompt().conversation().question()).isEqualTo("Why? Why?");
            assertThat(stage.upstream()).isEqualTo("scripted");
        });
        assertThat(of(CallStarted.class, events)).extracting(CallStarted::stageId).containsExactly(1, 1);
        assertThat(of(CallFinished.class, events)).extracting(end -> end.answers().get(0).text())
                .containsExactly("one", "two");
        assertThat(of(CandidateSampled.class, events)).extracting(event -> event.candidate().index())
                .containsExactly(0, 1);
        assertThat(of(ChoiceFinished.class, events)).singleElement()
                .satisfies(choice -> assertThat(choice.answer().text()).isEqualTo("one"));
        var usage = of(CallFinished.class, events).stream().mapToLong(end -> end.usage().totalTokens()).sum();
        assertThat(of(RequestFinished.class, events).get(0).usage().totalTokens()).isEqualTo(usage).isPositive();
    }

    /** Reports a vote and a verdict on the candidates of two prompts. */
    @Strategy(id = "finder", title = "Finder")
    private static class Finder implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(2, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            var prompt = Prompt.inheriting("draft", inference.request());
            return inference.sample(Stream.of("x", "y").map(prompt::withModel).toList()).map(Candidate::answer)
                    .collect().asList().map(answers -> {
                        inference.report(new Finding.Votes("draft", List.of(new Finding.VoteClass("42", 2)), 0));
                        inference.report(new Finding.Verdict("judge", Map.of(0, 1.0, 1, 0.5)));
                        return answers.get(0);
                    });
        }
    }

    @Test
    void findingsOfStrategiesAreReported() {
        StrategyHarness harness = StrategyHarness.of(Finder::new).upstream(ScriptedUpstream.answering("42"));
        harness.ask("Why?");

        assertPairs(events(harness));
        assertThat(of(StageStarted.class, events(harness))).extracting(StageStarted::model).containsExactly("x", "y");
        assertThat(of(CandidateSampled.class, events(harness))).extracting(event -> event.candidate().index())
                .containsExactly(0, 1);
        assertThat(of(FindingReported.class, events(harness))).extracting(FindingReported::strategy)
                .containsExactly("finder", "finder");
        assertThat(of(FindingReported.class, events(harness)).get(0).finding())
                .isEqualTo(new Finding.Votes("draft", List.of(new Finding.VoteClass("42", 2)), 0));
    }

    @Test
    void aRequestIsRegisteredWhileItRuns() {
        var time = new VirtualTime();
        var runs = new RunRegistry(new InferenceEvents(List.of()), time, new SplittableRandom(1));
        var request = new RequestInfo("/v1/chat/completions", "m", "bon", "bon", "emulated", true);
        var ended = new ArrayList<String>();
        var running = new ArrayList<RunningRequest>();
        List<Multi<String>> ways = List.of(Multi.createFrom().item("a"), Multi.createFrom().nothing(),
                Multi.createFrom().failure(new IllegalStateException()));
        for (Multi<String> way : ways) {
            var trace = runs.trace(request, List.of());
            Multi<String> observed = trace.observe(way.onSubscription().invoke(() -> {
                trace.nextCall();
                running.addAll(runs.running());
            }), () -> Usage.NONE, () -> ended.add(trace.id()));
            assertThat(runs.running()).isEmpty();
            observed.subscribe().withSubscriber(AssertSubscriber.create(9)).cancel();

            assertThat(runs.running()).isEmpty();
        }
        assertThat(running).hasSize(3).allSatisfy(run -> {
            assertThat(run.request()).isEqualTo(request);
            assertThat(run.started()).isEqualTo(time.instant());
            assertThat(run.calls()).isEqualTo(1);
        }).extracting(RunningRequest::id).isEqualTo(ended).doesNotHaveDuplicates();
    }
}
