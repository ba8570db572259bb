package dev.ponder.testing;

import java.util.function.BiFunction;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/** The strategy that a contract tests. */
interface ContractSubject {

    /** The question of most tests. */
    ChatRequest QUESTION = Requests.question("What is 6 times 7?");

    /** A new harness of the strategy. */
    StrategyHarness harness();

    /** The reply of the scripted model; it must let the strategy pass through all its stages. */
    ScriptedReply reply(UpstreamCall call, int number);

    /** A new harness with a model that returns plausible replies. */
    default StrategyHarness plausible() {
        return around(this::reply);
    }

    /** A new harness with a model that follows this script. */
    default StrategyHarness around(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        return harness().upstream(ScriptedUpstream.replying(script));
    }

    /** Runs a request to its end. */
    static HarnessRun run(StrategyHarness harness, ChatRequest request, boolean streamed) {
        return harness.start(request, streamed).finish();
    }
}
