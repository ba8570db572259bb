package dev.ponder.strategies.rto;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that replies by stage as a test says. */
final class ScriptedRoundTrip {

    static final String FIRST = "Here it is:\n\n```python\ndef double(n):\n    return n + n\n```\n\nIt adds n to itself.";
    static final String SAME = "```python\ndef double(n):  # twice\n    return n+n\n```";
    static final String OTHER = "```python\ndef double(n):\n    return n * 2\n```";
    static final String LAST = "```python\ndef double(n):\n    return 2 * n\n```";

    private final Map<String, ScriptedReply> replies = new TreeMap<>(Map.of(
            "code", ScriptedReply.text(FIRST),
            "describe", ScriptedReply.text("A Python function double(n) that returns twice its argument."),
            "regenerate", ScriptedReply.text(OTHER),
            "review", review(true),
            "compare", comparison(true),
            "optimize", ScriptedReply.text(LAST)));

    ScriptedRoundTrip on(String stage, ScriptedReply reply) {
        replies.put(stage, reply);
        return this;
    }

    ScriptedRoundTrip on(String stage, String reply) {
        return on(stage, ScriptedReply.text(reply));
    }

    ScriptedReply reply(UpstreamCall call) {
        return replies.get(stage(call));
    }

    StrategyHarness harness() {
        return StrategyHarness.of(RoundTripOptimization::new, RoundTripOptimizationConfig.class)
                .upstream(ScriptedUpstream.replying((call, number) -> reply(call)));
    }

    static ScriptedReply review(boolean correct) {
        return ScriptedReply
                .text("{\"reasoning\": \"Well.\", \"deviations\": [\"zero is wanted, one is returned\"], \"correct\": "
                        + correct + "}");
    }

    static ScriptedReply comparison(boolean equivalent) {
        return ScriptedReply
                .text("{\"reasoning\": \"Well.\", \"differences\": [\"for 0\"], \"equivalent\": " + equivalent + "}");
    }

    static List<UpstreamCall> calls(StrategyHarness harness, String stage) {
        return harness.upstream().calls().stream().map(ScriptedCall::request).filter(call -> stage(call).equals(stage))
                .toList();
    }

    static String text(UpstreamCall call) {
        return call.conversation().transcript(Integer.MAX_VALUE);
    }

    static String stage(UpstreamCall call) {
        String text = call.conversation().messages().get(0).text();
        return text.startsWith("A program is between")
                ? "describe"
                : text.startsWith("The description of a program")
                        ? "regenerate"
                        : text.startsWith("You review programs")
                                ? "review"
                                : text.startsWith("You compare programs")
                                        ? "compare"
                                        : text.contains("An answer to the last message") ? "optimize" : "code";
    }
}
