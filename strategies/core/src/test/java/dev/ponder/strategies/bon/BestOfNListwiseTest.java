package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNListwiseTest {

    @Test
    void countsTheOtherVoteWhenOneIsTruncated() {
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
    void showsFirstAnOrderThatDependsOnTheSeed() {
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
}
