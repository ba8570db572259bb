package dev.ponder.strategies.genselect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class RefinementTest {

    @Test
    void writesTheAnswerFromTheBestWhenNoneIsRight() {
        StrategyHarness harness = refining(ScriptedReply.text("refined"), false);
        HarnessRun run = harness.choices(2).run(Requests.question("Write"));

        assertThat(run.choice(0).text()).isEqualTo("refined");
        assertThat(run.choice(1).text()).isEqualTo("a song");
        UpstreamCall last = harness.upstream().call(5).request();
        String instructions = last.conversation().messages().get(0).text();
        assertThat(instructions.indexOf("a song")).isPositive().isLessThan(instructions.indexOf("an ode"));
    }

    @Test
    void isNotNeededWhenOneIsRight() {
        StrategyHarness harness = refining(ScriptedReply.text("refined"), true);

        assertThat(harness.ask("Write").text()).isEqualTo("a song");
        assertThat(harness.upstream().calls()).hasSize(5);
    }

    @Test
    void leavesTheBestWhenItFails() {
        for (ScriptedReply reply : new ScriptedReply[]{ScriptedReply.failing(Fault.FAILED), ScriptedReply.empty(),
                ScriptedReply.truncated("refi")}) {
            HarnessRun run = refining(reply, false).run(Requests.question("Write"));

            assertThat(run.answer().text()).isEqualTo("a song");
            assertThat(run.degraded()).anyMatch(reason -> reason.endsWith("so the best was chosen"));
        }
    }

    private static StrategyHarness refining(ScriptedReply refined, boolean correct) {
        String[] samples = {"an ode", "a song"};
        var comparing = correct
                ? ScriptedSelector.preferring("a song")
                : ScriptedSelector.rejectingAll("a song");
        return ScriptedSelector.harness(ScriptedUpstream.replying((call, number) -> ScriptedSelector.compares(call)
                ? comparing.apply(call)
                : number < 2 ? ScriptedReply.text(samples[number]) : refined), 2).parameter("refine", true);
    }
}
