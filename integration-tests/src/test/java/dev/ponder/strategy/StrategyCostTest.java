package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.support.strategies.ClassPathStrategies;
import dev.ponder.support.strategies.ClassPathStrategies.Found;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.ScriptedUpstream.Choices;
import dev.ponder.testing.StrategyHarness;

/**
 * The upstream calls and the depth of each strategy in its default configuration, against recorded values. The depth is the
 * duration of a request in units of an upstream call's latency, measured in virtual time, so the values are exact.
 */
class StrategyCostTest {

    private static final ChatRequest QUESTION = Requests.question("Write an ode to the sea.");

    /**
     * {@code calls/depth} of the first request and of later ones, for a model that supports {@code n}, one that ignores it
     * and one that rejects it. The answers of the model are the same text, or they differ. A model that rejects {@code n}
     * does so once, which costs the first request one latency.
     */
    private static final Map<String, String> RECORDED = Map.ofEntries(
            Map.entry("bon different", "5/2 3/2, 5/2 5/2, 5/3 5/2"),
            Map.entry("bon same", "3/1 1/1, 3/1 3/1, 3/2 3/1"),
            Map.entry("cepo different", "28/5 20/5, 28/5 28/5, 28/6 28/5"),
            Map.entry("cepo same", "19/3 11/3, 19/3 19/3, 19/4 19/3"),
            Map.entry("cot_reflection different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("cot_reflection same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            // The search finds nothing
            Map.entry("deep_research different", "3/3 3/3, 3/3 3/3, 3/3 3/3"),
            Map.entry("deep_research same", "3/3 3/3, 3/3 3/3, 3/3 3/3"),
            Map.entry("deepthink different", "7/4 5/4, 7/4 7/4, 7/5 7/4"),
            Map.entry("deepthink same", "5/3 3/3, 5/3 5/3, 5/4 5/3"),
            // No response_format
            Map.entry("json different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("json same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("leap different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("leap same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            // An ode needs no program
            Map.entry("executecode different", "2/2 2/2, 2/2 2/2, 2/2 2/2"),
            Map.entry("executecode same", "2/2 2/2, 2/2 2/2, 2/2 2/2"),
            Map.entry("genselect different", "7/2 4/2, 7/2 7/2, 7/3 7/2"),
            Map.entry("genselect same", "4/1 1/1, 4/1 4/1, 4/2 4/1"),
            Map.entry("majority_voting different", "8/1 8/1, 8/1 8/1, 8/1 8/1"),
            Map.entry("majority_voting same", "8/1 8/1, 8/1 8/1, 8/1 8/1"),
            // There are no servers, so the model answers alone
            Map.entry("mcp different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("mcp same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("mcts different", "14/4 12/4, 14/4 14/4, 14/5 14/4"),
            Map.entry("mcts same", "3/1 1/1, 3/1 3/1, 3/2 3/1"),
            Map.entry("mars different", "31/6 26/6, 31/6 31/6, 31/7 31/6"),
            Map.entry("mars same", "11/4 6/4, 11/4 11/4, 11/5 11/4"),
            Map.entry("memory different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("memory same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("moa different", "5/3 3/3, 5/3 5/3, 5/4 5/3"),
            Map.entry("moa same", "4/2 2/2, 4/2 4/2, 4/3 4/2"),
            Map.entry("none different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("none same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("plansearch different", "9/5 9/5, 9/5 9/5, 9/5 9/5"),
            Map.entry("plansearch same", "7/4 7/4, 7/4 7/4, 7/4 7/4"),
            Map.entry("proxy different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("proxy same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("privacy different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("privacy same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("pvg different", "28/5 26/5, 30/5 30/5, 30/6 30/5"),
            Map.entry("pvg same", "10/3 8/3, 12/3 12/3, 12/4 12/3"),
            Map.entry("re2 different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("re2 same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            // The contract has no other strategy to choose
            Map.entry("router different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("router same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("readurls different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("readurls same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("rstar different", "27/6 25/6, 35/6 35/6, 35/7 35/6"),
            Map.entry("rstar same", "17/5 15/5, 25/5 25/5, 25/6 25/5"),
            Map.entry("rto different", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("rto same", "1/1 1/1, 1/1 1/1, 1/1 1/1"),
            Map.entry("self_consistency different", "7/2 7/2, 7/2 7/2, 7/2 7/2"),
            Map.entry("self_consistency same", "5/1 5/1, 5/1 5/1, 5/1 5/1"),
            Map.entry("web_search different", "3/3 3/3, 3/3 3/3, 3/3 3/3"),
            Map.entry("web_search same", "3/3 3/3, 3/3 3/3, 3/3 3/3"),
            // An ode has no formal statement
            Map.entry("z3 different", "4/1 2/1, 4/1 4/1, 4/3 4/1"),
            Map.entry("z3 same", "4/1 2/1, 4/1 4/1, 4/3 4/1"));

    @TestFactory
    Stream<DynamicTest> isAsRecorded() {
        Map<String, String> measured = new TreeMap<>();
        ClassPathStrategies.all().forEach(strategy -> Stream.of(true, false).forEach(same -> measured
                .put(strategy.id() + (same ? " same" : " different"), costs(strategy, same))));
        return measured.keySet().stream().map(row -> dynamicTest(row, () -> assertThat(measured.get(row))
                .as("%s: calls/depth (expected the row of RECORDED in this test; a new strategy needs two rows, and a"
                        + " change that costs calls or depth needs a reason)", row)
                .isEqualTo(RECORDED.get(row))));
    }

    private static String costs(Found strategy, boolean same) {
        return String.join(", ", Arrays.stream(new Choices[]{Choices.HONOURED, Choices.IGNORED, Choices.REFUSED})
                .map(n -> {
                    StrategyHarness harness = strategy.harness().upstream(model(same).choices(n));
                    return cost(harness) + " " + cost(harness);
                }).toList());
    }

    private static String cost(StrategyHarness harness) {
        int before = harness.upstream().acceptedCalls().size();
        HarnessRun run = harness.run(QUESTION);
        assertThat(run.failure()).isNull();
        return harness.upstream().acceptedCalls().size() - before + "/" + depth(harness, run);
    }

    /** Time passes in the upstream alone, so that a fraction of its latency cannot occur. */
    private static long depth(StrategyHarness harness, HarnessRun run) {
        long latency = harness.upstream().latency().toMillis();
        assertThat(run.elapsed().toMillis() % latency).isZero();
        return run.elapsed().toMillis() / latency;
    }

    /** Candidates are drawn in parallel, so their number does not change the depth. */
    @ParameterizedTest
    @CsvSource({"bon, samples", "moa, agents", "self_consistency, samples", "majority_voting, k"})
    void eightCandidatesTakeAsLongAsTwo(String id, String parameter) {
        for (Choices n : Choices.values()) {
            assertThat(depthOf(id, parameter, 8, n)).as("%s, n %s", id, n).isEqualTo(depthOf(id, parameter, 2, n));
        }
    }

    private static long depthOf(String id, String parameter, int candidates, Choices n) {
        Found strategy = ClassPathStrategies.all().stream().filter(found -> found.id().equals(id)).findFirst()
                .orElseThrow();
        StrategyHarness harness = strategy.harness().upstream(model(false).choices(n))
                .with("ponder.strategies." + id + "." + parameter, String.valueOf(candidates));
        HarnessRun run = harness.run(QUESTION);
        assertThat(harness.upstream().acceptedCalls())
                .hasSizeGreaterThanOrEqualTo(n == Choices.HONOURED ? 1 : candidates);
        return depth(harness, run);
    }

    private static ScriptedUpstream model(boolean same) {
        return ScriptedUpstream.replying((call, number) -> ScriptedReply.text(text(call, same ? 0 : number)));
    }

    private static String text(UpstreamCall call, int number) {
        return call.parameters().containsKey("response_format")
                ? "{\"reasoning\": \"C2 is better.\", \"ranking\": [\"C2\", \"C1\"], \"choice\": \"C1\", \"score\": 7,"
                        + " \"applicable\": false, \"solution\": \"A dull ode.\"}"
                : "An ode, number " + number + ", to the sea.";
    }
}
