package dev.ponder.strategies.leap;

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

/** LEAP around a model that follows a script for each stage. It answers every example with 7. */
final class ScriptedStudent {

    static final String ANSWER = "Keeping that in mind: 391.";

    private final Map<String, BiFunction<UpstreamCall, Integer, ScriptedReply>> script = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final ScriptedUpstream upstream = ScriptedUpstream.replying(
            (call, number) -> script.get(stage(call)).apply(call, counts.merge(stage(call), 1, Integer::sum) - 1));
    private final StrategyHarness harness = StrategyHarness.of(Leap::new, LeapConfig.class).upstream(upstream);

    ScriptedStudent() {
        on("extract", "{\"reasoning\": \"hm\", \"task\": \"Add.\", \"examples\": [{\"question\": \"What is 1 + 1?\","
                + " \"answer\": \"2\"}, {\"question\": \"What is 2 + 2?\", \"answer\": \"4\"}]}");
        on("attempt", "I guess. The answer is 7.");
        on("learn", (call, n) -> ScriptedReply.text(principles("rule " + n, "other rule " + n)));
        on("condense", principles("general rule"));
        on("answer", ANSWER);
    }

    ScriptedStudent on(String stage, BiFunction<UpstreamCall, Integer, ScriptedReply> replies) {
        script.put(stage, replies);
        return this;
    }

    ScriptedStudent on(String stage, ScriptedReply... replies) {
        return on(stage, (call, n) -> replies[Math.min(n, replies.length - 1)]);
    }

    ScriptedStudent on(String stage, String... texts) {
        return on(stage, (call, n) -> ScriptedReply.text(texts[Math.min(n, texts.length - 1)]));
    }

    /** The same one each time, so that later requests meet what it remembers. */
    StrategyHarness harness() {
        return harness;
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    List<UpstreamCall> calls(String stage) {
        return upstream.calls().stream().map(ScriptedCall::request).filter(call -> stage(call).equals(stage)).toList();
    }

    /** The principles in the prompt of the last answer; empty if there are none. */
    String principlesOfAnswer() {
        List<UpstreamCall> answers = calls("answer");
        return String.join("", blocks(answers.get(answers.size() - 1), "principle"));
    }

    static List<String> blocks(UpstreamCall call, String kind) {
        return call.conversation().messages().stream()
                .flatMap(message -> Fence.blocks(message.text()).blocks().stream())
                .filter(block -> block.kind().equals(kind)).map(Block::text).toList();
    }

    static String principles(String... texts) {
        return "{\"reasoning\": \"hm\", \"principles\": [\"" + String.join("\", \"", texts) + "\"]}";
    }

    private static String stage(UpstreamCall call) {
        ChatMessage first = call.conversation().messages().get(0);
        String text = first.role().instructs() ? first.text() : "";
        return text.startsWith("You read a prompt")
                ? "extract"
                : text.startsWith("Answer the question between the tags")
                        ? "attempt"
                        : text.startsWith("You write principles")
                                ? "learn"
                                : text.startsWith("You condense principles") ? "condense" : "answer";
    }
}
