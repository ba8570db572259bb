package dev.ponder.strategies.plansearch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import dev.ponder.api.Fence;
import dev.ponder.api.Fence.Block;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A plan search around a model that follows a script for each stage. */
final class ScriptedPlanner {

    static final String ANSWER = "As planned: 80.";

    private final Map<String, BiFunction<UpstreamCall, Integer, ScriptedReply>> script = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final ScriptedUpstream upstream = ScriptedUpstream.replying(
            (call, number) -> script.get(stage(call)).apply(call, counts.merge(stage(call), 1, Integer::sum) - 1));

    /** Four plans with four results; the judge chooses the third one. */
    ScriptedPlanner() {
        on("observe", observations("spiders have eight legs", "legs add up", "ten is even", "none is lost"));
        on("derive", (call, n) -> ScriptedReply.text(observations("derived " + n, "also derived " + n)));
        on("plan",
                (call, n) -> ScriptedReply.text("I think.\nPlan: multiply, way " + n + ".\nThe answer is " + n + "."));
        on("revise", (call, n) -> ScriptedReply.text("Plan: better way " + n + ".\nThe answer is 1" + n + "."));
        on("judge", (call, n) -> ScriptedReply.text(choosing(call, "way 2")));
        on("answer", ANSWER);
    }

    ScriptedPlanner on(String stage, BiFunction<UpstreamCall, Integer, ScriptedReply> replies) {
        script.put(stage, replies);
        return this;
    }

    ScriptedPlanner on(String stage, ScriptedReply... replies) {
        return on(stage, (call, n) -> replies[Math.min(n, replies.length - 1)]);
    }

    ScriptedPlanner on(String stage, String... texts) {
        return on(stage, (call, n) -> ScriptedReply.text(texts[Math.min(n, texts.length - 1)]));
    }

    StrategyHarness harness() {
        return StrategyHarness.of(PlanSearch::new, PlanSearchConfig.class).upstream(upstream);
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    List<UpstreamCall> calls(String stage) {
        return upstream.calls().stream().map(ScriptedCall::request).filter(call -> stage(call).equals(stage)).toList();
    }

    /** The instructions and the material of the only call of a stage. */
    String text(String stage) {
        List<UpstreamCall> calls = calls(stage);
        if (calls.size() != 1) {
            throw new AssertionError(stage + ": " + calls.size() + " calls (expected 1)");
        }
        return calls.get(0).conversation().transcript(Integer.MAX_VALUE);
    }

    static List<String> blocks(UpstreamCall call, String kind) {
        return call.conversation().messages().stream()
                .flatMap(message -> Fence.blocks(message.text()).blocks().stream())
                .filter(block -> block.kind().equals(kind)).map(Block::text).toList();
    }

    static String observations(String... texts) {
        return "{\"reasoning\": \"hm\", \"observations\": [\"" + String.join("\", \"", texts) + "\"]}";
    }

    /** The verdict for the plan that contains a text. */
    static String choosing(UpstreamCall call, String text) {
        String label = call.conversation().messages().stream()
                .flatMap(message -> Fence.blocks(message.text()).blocks().stream())
                .filter(block -> block.kind().equals("candidate") && block.text().contains(text)).map(Block::label)
                .findFirst().orElse("none");
        return "{\"reasoning\": \"hm\", \"choice\": \"" + label + "\"}";
    }

    private static String stage(UpstreamCall call) {
        ChatMessage first = call.conversation().messages().get(0);
        String text = first.role().instructs() ? first.text() : "";
        return text.startsWith("You study a problem")
                ? (text.contains("further observations") ? "derive" : "observe")
                : text.startsWith("You plan how")
                        ? "plan"
                        : text.startsWith("You improve a plan")
                                ? "revise"
                                : text.startsWith("You choose one of") ? "judge" : "answer";
    }
}
