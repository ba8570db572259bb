package dev.ponder.strategies.moa;

import java.util.List;
import java.util.function.Function;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A mixture of agents around a model that drafts, criticises and writes by a script. */
final class ScriptedAgents {

    static final String ANSWER = "Having read all of them: 80.";

    private ScriptedAgents() {
    }

    static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(MixtureOfAgents::new, MixtureOfAgentsConfig.class).upstream(upstream);
    }

    static ScriptedUpstream upstream(String... drafts) {
        return upstream(call -> ScriptedReply.text("[1] looks right.\n[2] looks wrong."),
                List.of(drafts).stream().map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    /** The n-th reply is the n-th draft, unless the call is for a critique or the answer. */
    static ScriptedUpstream upstream(Function<UpstreamCall, ScriptedReply> critic, ScriptedReply... drafts) {
        return ScriptedUpstream.replying((call, number) -> isCritique(call)
                ? critic.apply(call)
                : number < drafts.length ? drafts[number] : ScriptedReply.text(ANSWER));
    }

    static boolean isCritique(UpstreamCall call) {
        return instructions(call).startsWith("You are a critic");
    }

    /** Empty when there are none. */
    static String instructions(UpstreamCall call) {
        var first = call.conversation().messages().get(0);
        return first.role().instructs() ? first.text() : "";
    }

    static UpstreamCall last(ScriptedUpstream upstream) {
        List<ScriptedCall> calls = upstream.calls();
        return calls.get(calls.size() - 1).request();
    }
}
