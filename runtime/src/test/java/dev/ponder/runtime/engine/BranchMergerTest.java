package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** {@code a|b}: a choice for each branch. */
class BranchMergerTest {

    private static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(Toys.Moa::new).and(Toys.Bon::new).and(Toys.Re2::new).upstream(upstream);
    }

    private static HarnessRun run(ScriptedUpstream upstream, String expression) {
        return harness(upstream).expression(expression).run(Requests.question("Why?"));
    }

    @Test
    void eachBranchIsChoice() {
        HarnessRun run = run(ScriptedUpstream.answering("one", "two", "three"), "moa|bon");

        assertThat(run.choice(0).text()).isEqualTo("one");
        assertThat(run.choice(1).text()).isEqualTo("two");
    }

    @Test
    void branchesRunAtTheSameTime() {
        var upstream = ScriptedUpstream.answering("one");

        assertThat(run(upstream, "moa|re2|bon").elapsed()).isEqualTo(upstream.latency());
    }

    @Test
    void branchesWithSeveralChoicesAreNumberedOneAfterTheOther() {
        HarnessRun run = harness(ScriptedUpstream.answering("one")).expression("moa|re2").choices(2)
                .run(Requests.question("Why?"));

        assertThat(run.choiceParts()).extracting(ChoicePart::choice).containsOnly(0, 1, 2, 3);
    }

    @Test
    void aBranchThatFailsBeforeItSaidAnythingIsLeftOut() {
        HarnessRun run = run(ScriptedUpstream.replying((call, number) -> number == 0
                ? ScriptedReply.failing(Fault.FAILED)
                : ScriptedReply.text("two")), "moa|re2");

        assertThat(run.failure()).isNull();
        assertThat(run.choiceParts()).extracting(ChoicePart::choice).containsOnly(0);
        assertThat(run.choiceParts()).extracting(ChoicePart::choices).containsOnly(1);
        assertThat(run.run().degraded().get()).containsExactly("moa: failed, so its choice is left out");
    }

    @Test
    void choicesAreNumberedWithoutThoseOfLostBranches() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 2
                ? ScriptedReply.failing(Fault.FAILED)
                : ScriptedReply.text("answer " + number));
        HarnessRun run = harness(upstream).expression("moa|re2|moa").choices(2).runStreamed(Requests.question("Why?"));

        assertThat(run.failure()).isNull();
        assertThat(run.choiceParts()).extracting(ChoicePart::choice).containsOnly(0, 1, 2, 3);
        assertThat(run.choiceParts()).extracting(ChoicePart::choices).containsOnly(4);
        assertThat(run.choice(1).text()).isEqualTo("answer 1");
        assertThat(run.choice(2).text()).isEqualTo("answer 4");
    }

    @Test
    void theFirstPartWaitsUntilEveryBranchHasBegun() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 0
                ? ScriptedReply.text("one")
                : ScriptedReply.held());
        HarnessRun run = harness(upstream).expression("moa|re2").start(Requests.question("Why?"));

        assertThat(run.choiceParts()).isEmpty();
        run.cancel();
        assertThat(upstream.open()).isZero();
    }

    @Test
    void theFailureOfTheLastOneIsTheRequests() {
        HarnessRun run = run(ScriptedUpstream.replying((call, number) -> ScriptedReply.failing(Fault.RATE_LIMITED)),
                "moa|re2");

        assertThat(run.failure()).hasFieldOrPropertyWithValue("fault", Fault.RATE_LIMITED);
    }

    @Test
    void aBranchThatFailsInMidStreamFailsTheRequest() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 0
                ? ScriptedReply.breakingOff("Well,", Fault.UNREACHABLE)
                : ScriptedReply.text("two"));
        HarnessRun run = harness(upstream).expression("moa|re2").runStreamed(Requests.question("Why?"));

        assertThat(run.failure()).hasFieldOrPropertyWithValue("fault", Fault.UNREACHABLE);
        assertThat(upstream.open()).isZero();
    }
}
