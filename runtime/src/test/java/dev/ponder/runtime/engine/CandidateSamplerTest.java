package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.ScriptedUpstream.Choices;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Uni;

/** Three candidates: what the model makes of {@code n} is learned from its replies, and only from those. */
class CandidateSamplerTest {

    /** Says how many candidates there were, and their texts in the order of their indices. */
    @Strategy(id = "three", title = "Three")
    private static class Three implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(3, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.sample(Prompt.inheriting("candidate", inference.request()), 3).collect().asList()
                    .map(CandidateSamplerTest::listed);
        }
    }

    private static Answer listed(List<Candidate> candidates) {
        return Answer.of(candidates.stream().sorted(Comparator.comparing(Candidate::index))
                .map(each -> each.index() + "=" + each.answer().text()).collect(Collectors.joining(" ")),
                FinishReason.STOP);
    }

    private static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(Three::new).upstream(upstream);
    }

    private static List<Integer> choicesAskedFor(ScriptedUpstream upstream, int from) {
        return upstream.calls().stream().skip(from).map(call -> call.request().choices()).toList();
    }

    @Test
    void aModelThatHonoursNGetsOneCallOnceThatIsKnown() {
        var upstream = ScriptedUpstream.answering("a").choices(Choices.HONOURED);
        StrategyHarness harness = harness(upstream);

        assertThat(harness.ask("Why?").text()).isEqualTo("0=a 1=a 2=a");
        assertThat(choicesAskedFor(upstream, 0)).containsExactly(2, 1, 1);

        assertThat(harness.ask("Why?").text()).isEqualTo("0=a 1=a 2=a");
        assertThat(choicesAskedFor(upstream, 3)).containsExactly(3);
    }

    @Test
    void aModelThatIgnoresNIsAskedOnceForEach() {
        var upstream = ScriptedUpstream.answering("a", "b", "c").choices(Choices.IGNORED);
        StrategyHarness harness = harness(upstream);

        assertThat(harness.ask("Why?").text()).isEqualTo("0=a 1=b 2=c");
        harness.ask("Why?");
        assertThat(choicesAskedFor(upstream, 0)).containsExactly(2, 1, 1, 1, 1, 1);
    }

    @Test
    void aModelThatRefusesNIsAskedAgainWithoutAndNotCharged() {
        var upstream = ScriptedUpstream.answering("a", "b", "c").choices(Choices.REFUSED);
        StrategyHarness harness = harness(upstream).with("ponder.limits.max-calls", "3");

        assertThat(harness.ask("Why?").text()).isEqualTo("0=c 1=a 2=b");
        assertThat(choicesAskedFor(upstream, 0)).containsExactly(2, 1, 1, 1);
        harness.ask("Why?");
        assertThat(choicesAskedFor(upstream, 4)).containsExactly(1, 1, 1);
    }

    @Test
    void otherErrorsAreNoEvidence() {
        for (Fault fault : List.of(Fault.FAILED, Fault.UNREACHABLE, Fault.TIMEOUT, Fault.RATE_LIMITED)) {
            var upstream = ScriptedUpstream
                    .replying((call, number) -> number == 0 ? ScriptedReply.failing(fault) : ScriptedReply.text("a"));
            StrategyHarness harness = harness(upstream);

            assertThat(harness.ask("Why?").text()).as(fault.name()).isEqualTo("1=a 2=a");
            harness.ask("Why?");
            assertThat(choicesAskedFor(upstream, 3)).as(fault.name()).containsExactly(2, 1, 1);
        }
    }

    @Test
    void aRefusalOfTheWholeRequestIsNoEvidence() {
        var upstream = ScriptedUpstream.replying((call, number) -> call.conversation().question().equals("Too long")
                ? ScriptedReply.failing(Fault.BAD_REQUEST)
                : ScriptedReply.text("a")).choices(Choices.HONOURED);
        StrategyHarness harness = harness(upstream);
        assertThat(harness.run(Requests.question("Too long")).failure())
                .hasFieldOrPropertyWithValue("fault", Fault.BAD_REQUEST);
        int before = upstream.calls().size();
        harness.ask("Why?");

        assertThat(choicesAskedFor(upstream, before)).containsExactly(2, 1, 1);
    }

    @Test
    void aModelThatGivesFewerAfterAllIsAskedForTheRest() {
        var upstream = ScriptedUpstream.answering("a").choices(Choices.HONOURED);
        StrategyHarness harness = harness(upstream);
        harness.ask("Why?");
        upstream.choices(Choices.IGNORED);

        assertThat(harness.ask("Why?").text()).isEqualTo("0=a 1=a 2=a");
        assertThat(choicesAskedFor(upstream, 3)).containsExactly(3, 1, 1);
    }

    @Test
    void aLostCandidateIsLeftOutAndTheLastLossFails() {
        var oneLost = ScriptedUpstream.replying(
                (call, number) -> number == 1 ? ScriptedReply.failing(Fault.FAILED) : ScriptedReply.text("a"));
        assertThat(harness(oneLost).ask("Why?").text()).isEqualTo("0=a 2=a");

        var allLost = ScriptedUpstream.replying((call, number) -> ScriptedReply.failing(Fault.FAILED));
        assertThat(harness(allLost).run(Requests.question("Why?")).failure())
                .hasFieldOrPropertyWithValue("fault", Fault.FAILED);
    }

    @Test
    void aSampleFailsAsSoonAsItsQuorumIsOutOfReach() {
        for (Choices choices : List.of(Choices.IGNORED, Choices.REFUSED)) {
            var upstream = ScriptedUpstream.replying(
                    (call, number) -> number == 1 ? ScriptedReply.failing(Fault.FAILED) : ScriptedReply.text("a"))
                    .choices(choices);

            assertThat(harness(upstream).limits(limits -> limits.withQuorum(3)).run(Requests.question("Why?"))
                    .failure()).hasFieldOrPropertyWithValue("fault", Fault.FAILED);
        }
        var twoLost = ScriptedUpstream.replying(
                (call, number) -> number > 0 ? ScriptedReply.failing(Fault.TIMEOUT) : ScriptedReply.text("a"));
        assertThat(harness(twoLost).ask("Why?").text()).isEqualTo("0=a");
        assertThat(harness(twoLost).limits(limits -> limits.withQuorum(2)).run(Requests.question("Why?")).failure())
                .hasFieldOrPropertyWithValue("fault", Fault.TIMEOUT);
    }

    @Test
    void aQuorumMayBeLargerThanTheSample() {
        assertThat(harness(ScriptedUpstream.answering("a")).with("ponder.limits.quorum", "9").ask("Why?").text())
                .isEqualTo("0=a 1=a 2=a");
    }

    @Test
    void theRestOfSampleThatCameShortCountsToo() {
        assertThat(shortSample(6).answer().text()).isEqualTo("0=a 1=a");
        assertThat(shortSample(5).failure()).hasFieldOrPropertyWithValue("fault", Fault.FAILED);
    }

    /** A model that honoured {@code n} gives one choice of three, and the rest is lost from this reply on. */
    private static HarnessRun shortSample(int lost) {
        var upstream = ScriptedUpstream.replying(
                (call, number) -> number >= lost ? ScriptedReply.failing(Fault.FAILED) : ScriptedReply.text("a"))
                .choices(Choices.HONOURED);
        StrategyHarness harness = harness(upstream).with("ponder.limits.quorum", "2");
        harness.ask("Why?");
        upstream.choices(Choices.IGNORED);
        return harness.run(Requests.question("Why?"));
    }

    @Test
    void aRefusalStopsTheOthers() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 1
                ? ScriptedReply.failing(Fault.UNAUTHENTICATED)
                : ScriptedReply.held());
        HarnessRun run = harness(upstream).run(Requests.question("Why?"));

        assertThat(run.failure()).hasFieldOrPropertyWithValue("fault", Fault.UNAUTHENTICATED);
        assertThat(upstream.open()).isZero();
    }

    /** One candidate of each of three models. */
    @Strategy(id = "models", title = "Models")
    private static class Models implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(3, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            var prompt = Prompt.inheriting("candidate", inference.request());
            return inference.sample(Stream.of("x", "y", "z").map(prompt::withModel).toList()).collect().asList()
                    .map(CandidateSamplerTest::listed);
        }
    }

    /** Models x and z answer with their own names. */
    private static HarnessRun models(ScriptedReply ofY, int quorum) {
        var upstream = ScriptedUpstream.replying(
                (call, number) -> call.model().equals("y") ? ofY : ScriptedReply.text(call.model()));
        return StrategyHarness.of(Models::new).upstream(upstream).limits(limits -> limits.withQuorum(quorum))
                .run(Requests.question("Why?"));
    }

    @Test
    void aSampleOfPromptsDrawsOneOfEach() {
        assertThat(models(ScriptedReply.text("y"), 3).answer().text()).isEqualTo("0=x 1=y 2=z");
    }

    @Test
    void aSampleOfPromptsContinuesWithoutTheModelThatFailsOrRejectsItsPrompt() {
        for (Fault fault : List.of(Fault.FAILED, Fault.TIMEOUT, Fault.BAD_REQUEST)) {
            assertThat(models(ScriptedReply.failing(fault), 2).answer().text()).as(fault.name()).isEqualTo("0=x 2=z");
            assertThat(models(ScriptedReply.failing(fault), 3).failure()).as(fault.name())
                    .hasFieldOrPropertyWithValue("fault", fault);
        }
    }

    @Test
    void aSampleOfPromptsFailsWhenAKeyOrModelIsWrong() {
        for (Fault fault : List.of(Fault.UNAUTHENTICATED, Fault.FORBIDDEN, Fault.NOT_FOUND)) {
            assertThat(models(ScriptedReply.failing(fault), 1).failure()).hasFieldOrPropertyWithValue("fault", fault);
        }
    }

    @Test
    void everyCandidateOfSeededRequestHasSeedOfItsOwn() {
        var upstream = ScriptedUpstream.answering("a");
        harness(upstream).seed(7).ask("Why?");
        harness(upstream).seed(7).ask("Why?");

        assertThat(seeds(upstream)).hasSize(6).first().isEqualTo(7);
        assertThat(seeds(upstream).subList(0, 3)).doesNotHaveDuplicates().isEqualTo(seeds(upstream).subList(3, 6));
    }

    @Test
    void aRequestWithoutSeedHasNone() {
        var upstream = ScriptedUpstream.answering("a");
        harness(upstream).ask("Why?");

        assertThat(seeds(upstream)).isEmpty();
    }

    private static List<Integer> seeds(ScriptedUpstream upstream) {
        return upstream.calls().stream().map(call -> call.request().parameters().get("seed"))
                .filter(Objects::nonNull).map(seed -> seed.asInt()).toList();
    }
}
