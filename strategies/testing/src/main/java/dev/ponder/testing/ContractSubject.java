package dev.ponder.testing;

import java.util.function.BiFunction;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/** The strategy that a contract is about. */
interface ContractSubject {

    /** A plain question. */
    ChatRequest QUESTION = Requests.question("What is 6 times 7?");

    /** A new harness of the strategy. */
    StrategyHarness harness();

    /** What the scripted model says, so that the strategy goes through all its stages. */
    ScriptedReply reply(UpstreamCall call, int number);

    /** A new harness around a model that says what it should. */
    default StrategyHarness plausible() {
        return around(this::reply);
    }

    /** A new harness around a model that follows this script. */
    default StrategyHarness around(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        return harness().upstream(ScriptedUpstream.replying(script));
    }

    /** Runs a request to its end. */
    static HarnessRun run(StrategyHarness harness, ChatRequest request, boolean streamed) {
        return harness.start(request, streamed).finish();
    }
}
