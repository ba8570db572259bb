package dev.ponder.strategies.mcts;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that writes given answers, refines them and grades them as a test says. */
final class ScriptedSearch {

    private static final Pattern BLOCK = Pattern
            .compile("<(candidate|draft)-([0-9a-f]{8}) label=\"[^\"]*\">\\n(.*?)\\n</\\1-\\2>", Pattern.DOTALL);

    private ScriptedSearch() {
    }

    static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(MonteCarloTreeSearch::new, MonteCarloTreeSearchConfig.class).upstream(upstream);
    }

    /** The n-th new answer is the n-th text, the last one again and again; a refined answer is made from its draft. */
    static ScriptedUpstream model(ToDoubleFunction<String> grade, Function<String, String> refined, String... samples) {
        return judged(call -> ScriptedReply.text(verdict(grade.applyAsDouble(shown(call)))), refined, samples);
    }

    /** The same, where the judge may return anything. */
    static ScriptedUpstream judged(Function<UpstreamCall, ScriptedReply> judge, Function<String, String> refined,
            String... samples) {
        var drawn = new AtomicInteger();
        return ScriptedUpstream.replying((call, number) -> grades(call)
                ? judge.apply(call)
                : ScriptedReply.text(refines(call)
                        ? refined.apply(shown(call))
                        : samples[Math.min(drawn.getAndIncrement(), samples.length - 1)]));
    }

    static String verdict(double score) {
        return "{\"reasoning\": \"Look at the second step.\", \"score\": " + score + "}";
    }

    static boolean grades(UpstreamCall call) {
        return call.conversation().messages().get(0).text().startsWith("You grade one answer");
    }

    static boolean refines(UpstreamCall call) {
        return call.conversation().messages().get(0).text().contains("An earlier answer to the last message");
    }

    /** The answer that is to be graded or refined. */
    static String shown(UpstreamCall call) {
        Matcher block = BLOCK.matcher(call.conversation().transcript(Integer.MAX_VALUE));
        if (!block.find()) {
            throw new AssertionError("no answer is shown in " + call);
        }
        return block.group(3);
    }

    static List<String> drafts(ScriptedUpstream upstream) {
        return upstream.calls().stream().map(call -> call.request()).filter(ScriptedSearch::refines)
                .map(ScriptedSearch::shown).toList();
    }
}
