package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.toolkit.judge.JudgeMode;

/** Judges that fail. */
class JudgeFaultsTest {

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "UNREACHABLE", "TIMEOUT", "RATE_LIMITED", "MALFORMED", "BAD_REQUEST"})
    void leaveTheMostTypicalAnswer(Fault fault) {
        assertThat(run(fault).answer().text()).isEqualTo("the longer one");
        assertThat(run(fault).degraded()).singleElement().asString().contains("no verdict of the judge could be read");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"})
    void failTheRequestWhenTheOperatorMustCorrectThem(Fault fault) {
        assertThat(run(fault).failure()).isInstanceOfSatisfying(UpstreamException.class,
                failure -> assertThat(failure.fault()).isEqualTo(fault));
    }

    @Test
    void leaveTheOtherVote() {
        var votes = new int[1];
        HarnessRun run = ScriptedJudge.harness(JudgeMode.LISTWISE, 2)
                .upstream(ScriptedJudge.of(call -> votes[0]++ == 0
                        ? ScriptedReply.failing(Fault.FAILED)
                        : ScriptedJudge.preferring("the longer one", "brief").apply(call), "the longer one", "brief"))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("the longer one");
    }

    @Test
    void areCalledWithoutSchemaWhereTheUpstreamRejectsIt() {
        Function<UpstreamCall, ScriptedReply> judge = call -> call.parameters().containsKey("response_format")
                ? ScriptedReply.failing(Fault.BAD_REQUEST)
                : ScriptedReply.text("C1 and C2 differ.\n```json\n{\"ranking\": [\"" + best(call) + "\"]}\n```");
        HarnessRun run = ScriptedJudge.harness(JudgeMode.LISTWISE, 2)
                .upstream(ScriptedJudge.of(judge, "the longer one", "brief"))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("the longer one");
    }

    private static String best(UpstreamCall call) {
        return ScriptedJudge.labels(call).get(ScriptedJudge.shown(call).indexOf("the longer one"));
    }

    @Test
    void areNotCalledWhenTheTokenBudgetIsUsedUp() {
        HarnessRun run = ScriptedJudge.harness(JudgeMode.LISTWISE, 2)
                .limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline()))
                .upstream(ScriptedJudge.of(ScriptedJudge.preferring("the longer one", "brief"), "the longer one",
                        "brief"))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("the longer one");
        assertThat(run.degraded()).singleElement().asString().contains("no verdict of the judge could be read");
    }

    private static HarnessRun run(Fault fault) {
        return ScriptedJudge.harness(JudgeMode.LISTWISE, 2)
                .upstream(ScriptedJudge.of(call -> ScriptedReply.failing(fault), "the longer one", "brief"))
                .run(Requests.question("Write"));
    }
}
