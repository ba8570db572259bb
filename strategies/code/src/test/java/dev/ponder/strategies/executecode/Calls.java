package dev.ponder.strategies.executecode;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;

/** Replies that call the function, and what the prompts of this strategy look like. */
final class Calls {

    private Calls() {
    }

    static ScriptedReply run(String code) {
        return run(code, false, false);
    }

    static ScriptedReply runLast(String code) {
        return run(code, false, true);
    }

    static ScriptedReply runRequested(String code) {
        return run(code, true, true);
    }

    private static ScriptedReply run(String code, boolean requested, boolean last) {
        return call("python", JsonNodeFactory.instance.objectNode().put("code", code).put("requested", requested)
                .put("last", last).toString());
    }

    static ScriptedReply call(String name, String arguments) {
        return ScriptedReply.answer(answer(new ToolCall("call_7", name, arguments)));
    }

    static Answer answer(ToolCall... calls) {
        return new Answer("", "", List.of(calls), "", FinishReason.TOOL_CALLS, null, List.of());
    }

    /** Whether this call writes programs. */
    static boolean writesPrograms(UpstreamCall call) {
        return call.parameters().getOrDefault("tools", JsonNodeFactory.instance.nullNode()).toString()
                .contains("Runs a Python program");
    }
}
