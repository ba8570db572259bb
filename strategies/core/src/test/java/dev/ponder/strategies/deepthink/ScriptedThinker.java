package dev.ponder.strategies.deepthink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.ponder.api.Fence;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that plans, answers and judges by a script. */
final class ScriptedThinker {

    static final String PLAN = "{\"reasoning\": \"Small.\", \"heuristics\": [\"Count.\"], \"plan\": [\"Count the spiders.\", "
            + "\"Multiply by eight.\"]}";

    private final List<ScriptedReply> samples = new ArrayList<>();
    private Function<UpstreamCall, ScriptedReply> planner = call -> ScriptedReply.text(PLAN);
    private Function<UpstreamCall, ScriptedReply> judge = call -> ScriptedReply.text("no idea");
    private int sampled;

    static ScriptedThinker sampling(String... texts) {
        return new ScriptedThinker()
                .and(List.of(texts).stream().map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    ScriptedThinker and(ScriptedReply... more) {
        samples.addAll(List.of(more));
        return this;
    }

    ScriptedThinker planning(Function<UpstreamCall, ScriptedReply> script) {
        planner = script;
        return this;
    }

    /** The judge prefers the candidate with this text, wherever it stands. */
    ScriptedThinker preferring(String text) {
        return judging(call -> ScriptedReply
                .text("{\"reasoning\": \"Checked.\", \"ranking\": [\"" + label(call, text) + "\"]}"));
    }

    ScriptedThinker judging(Function<UpstreamCall, ScriptedReply> script) {
        judge = script;
        return this;
    }

    StrategyHarness harness() {
        return StrategyHarness.of(DeepThink::new, DeepThinkConfig.class).upstream(ScriptedUpstream
                .replying((call,
                        number) -> isPlan(call) ? planner.apply(call) : isVerdict(call) ? judge.apply(call) : next()));
    }

    static boolean isPlan(UpstreamCall call) {
        return format(call).contains("reasoning_plan");
    }

    static boolean isVerdict(UpstreamCall call) {
        return format(call).contains("ranking");
    }

    static String text(UpstreamCall call) {
        return call.conversation().transcript(Integer.MAX_VALUE);
    }

    static List<Fence.Block> blocks(UpstreamCall call, String kind) {
        return Fence.blocks(text(call)).blocks().stream().filter(block -> block.kind().equals(kind)).toList();
    }

    private static String label(UpstreamCall call, String text) {
        return blocks(call, "candidate").stream().filter(block -> Pattern.compile(text, Pattern.LITERAL)
                .matcher(block.text()).find()).map(Fence.Block::label).findFirst().orElse("none");
    }

    private static String format(UpstreamCall call) {
        return String.valueOf(call.parameters().get("response_format"));
    }

    private ScriptedReply next() {
        return samples.get(Math.min(sampled++, samples.size() - 1));
    }
}
