package dev.ponder.strategies.moa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;

/** Proposers and critics that fail. */
class MoaFaultsTest {

    private static final ScriptedReply[] DRAFTS = {ScriptedReply.text("80 legs."), ScriptedReply.text("90 legs."),
            ScriptedReply.text("100 legs.")};

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMEOUT", "RATE_LIMITED", "BAD_REQUEST"})
    void continueWithoutTheCritic(Fault fault) {
        ScriptedUpstream upstream = ScriptedAgents.upstream(call -> ScriptedReply.failing(fault), DRAFTS);

        assertThat(ScriptedAgents.harness(upstream).ask("How many?").text()).isEqualTo(ScriptedAgents.ANSWER);
        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream)))
                .contains("80 legs.", "90 legs.", "100 legs.")
                .doesNotContain("<critique");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"})
    void failTheRequestWhenTheOperatorMustCorrectThem(Fault fault) {
        HarnessRun run = ScriptedAgents.harness(ScriptedAgents.upstream(call -> ScriptedReply.failing(fault), DRAFTS))
                .run(Requests.question("How many?"));

        assertThat(run.failure()).isInstanceOfSatisfying(UpstreamException.class,
                failure -> assertThat(failure.fault()).isEqualTo(fault));
    }

    @Test
    void useATruncatedCritique() {
        ScriptedUpstream upstream = ScriptedAgents.upstream(call -> ScriptedReply.truncated("[1] is wrong, becau"),
                DRAFTS);
        ScriptedAgents.harness(upstream).ask("How many?");

        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("[1] is wrong, becau");
    }

    @Test
    void continueWithTheRemainingDrafts() {
        ScriptedUpstream upstream = ScriptedAgents.upstream(call -> ScriptedReply.text("[1] fine"), DRAFTS[0],
                ScriptedReply.failing(Fault.FAILED), DRAFTS[2]);
        ScriptedAgents.harness(upstream).ask("How many?");

        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("80 legs.", "100 legs.")
                .doesNotContain("90");
    }

    @Test
    void continueWithTheRemainingModels() {
        for (Fault fault : List.of(Fault.UNREACHABLE, Fault.BAD_REQUEST)) {
            ScriptedUpstream upstream = mixed(Map.of("b", ScriptedReply.failing(fault)));

            assertThat(mixed(upstream).answer().text()).isEqualTo(ScriptedAgents.ANSWER);
            assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("I am a.", "I am c.")
                    .doesNotContain("I am b.");
        }
    }

    @Test
    void failWhenFewerModelsThanTheQuorumRemain() {
        ScriptedReply failing = ScriptedReply.failing(Fault.TIMEOUT);

        assertThat(mixed(mixed(Map.of("b", failing)), 2).answer().text()).isEqualTo(ScriptedAgents.ANSWER);
        assertThat(mixed(mixed(Map.of("b", failing)), 3).failure())
                .isInstanceOfSatisfying(UpstreamException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT));
    }

    @Test
    void failWhenNoModelRemainsOrOneIsUnknown() {
        ScriptedReply failing = ScriptedReply.failing(Fault.TIMEOUT);

        assertThat(mixed(mixed(Map.of("a", failing, "b", failing, "c", failing))).failure())
                .isInstanceOfSatisfying(UpstreamException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT));
        assertThat(mixed(mixed(Map.of("b", ScriptedReply.failing(Fault.NOT_FOUND)))).failure())
                .isInstanceOf(UpstreamException.class);
    }

    private static HarnessRun mixed(ScriptedUpstream upstream) {
        return mixed(upstream, 1);
    }

    private static HarnessRun mixed(ScriptedUpstream upstream, int quorum) {
        return ScriptedAgents.harness(upstream).limits(limits -> limits.withQuorum(quorum))
                .parameter("proposers", List.of("a", "b", "c"))
                .run(Requests.question("How many?"));
    }

    private static ScriptedUpstream mixed(Map<String, ScriptedReply> replies) {
        return ScriptedUpstream.replying((call, number) -> call.model().equals(Requests.MODEL)
                ? ScriptedReply.text(ScriptedAgents.ANSWER)
                : replies.getOrDefault(call.model(), ScriptedReply.text("I am " + call.model() + ".")));
    }
}
