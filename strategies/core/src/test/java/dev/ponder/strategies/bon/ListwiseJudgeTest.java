package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.toolkit.judge.JudgeMode;
import dev.ponder.toolkit.judge.LabelledCandidates;
import dev.ponder.toolkit.judge.ListwiseJudge;
import dev.ponder.toolkit.judge.Scores;

class ListwiseJudgeTest {

    private static final LabelledCandidates FOUR = LabelledCandidates.of(candidate(7), candidate(3), candidate(9),
            candidate(1));

    @Test
    void givesPointsForThoseThatOneIsPutBefore() {
        assertThat(ListwiseJudge.read("{\"ranking\": [\"C2\", \"C1\", \"C4\", \"C3\"]}", FOUR).points())
                .isEqualTo(Map.of(3, 3.0, 7, 2.0, 1, 1.0, 9, 0.0));
    }

    @Test
    void sharesTheRemainingPlacesAmongThoseThatAreLeftOut() {
        assertThat(ListwiseJudge.read("The best is [[C3]].", FOUR).points())
                .isEqualTo(Map.of(9, 3.0, 7, 1.0, 3, 1.0, 1, 1.0));
    }

    @Test
    void abstainsWithoutAnyLabel() {
        assertThat(ListwiseJudge.read("All are fine.", FOUR)).isEqualTo(Scores.ABSTENTION);
    }

    @Test
    void listensToTheOtherVoteWhenOneIsCutOff() {
        var votes = new int[1];
        Function<UpstreamCall, ScriptedReply> judge = call -> votes[0]++ == 0
                ? ScriptedReply.truncated("{\"reasoning\": \"C1 is the worst, then C2 and C3")
                : ScriptedJudge.preferring("the middle one", "short", "the longest of all").apply(call);
        ScriptedUpstream upstream = ScriptedJudge.of(judge, "short", "the middle one", "the longest of all");

        assertThat(ScriptedJudge.harness(JudgeMode.LISTWISE, 3).upstream(upstream).ask("Write").text())
                .isEqualTo("the middle one");
    }

    @Test
    void showsEachVoteAnotherOrder() {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.likingTheFirst(), "one", "three", "fifteen");
        ScriptedJudge.harness(JudgeMode.LISTWISE, 3).with("ponder.strategies.bon.judge-votes", "4").upstream(upstream)
                .ask("Write");
        List<List<String>> orders = upstream.calls().stream().map(call -> ScriptedJudge.shown(call.request()))
                .filter(order -> !order.isEmpty()).toList();

        assertThat(orders).hasSize(4).doesNotHaveDuplicates();
        assertThat(orders.stream().map(order -> order.get(0))).contains("one", "three", "fifteen");
    }

    @Test
    void beginsWithAnOrderThatTheRequestsSeedDecides() {
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            assertThat(firstOrder(seed)).isEqualTo(firstOrder(seed));
            orders.add(firstOrder(seed));
        }

        assertThat(orders).hasSize(6);
    }

    private static List<String> firstOrder(int seed) {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.likingTheFirst(), "an ode", "a ballad", "a hymn");
        ScriptedJudge.harness(JudgeMode.LISTWISE, 3).seed(seed).upstream(upstream).ask("Write");
        return ScriptedJudge.shown(upstream.call(3).request());
    }

    private static Candidate candidate(int index) {
        return new Candidate(index, Answer.of("text " + index, FinishReason.STOP));
    }
}
