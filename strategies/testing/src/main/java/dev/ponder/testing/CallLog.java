package dev.ponder.testing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall.State;

/** The calls that a scripted model received. */
final class CallLog {

    private final List<ScriptedCall> calls = new ArrayList<>();
    private Usage reported = Usage.NONE;
    private int peak;

    ScriptedCall begin(UpstreamCall request, boolean streamed) {
        var call = new ScriptedCall(request, calls.size(), streamed);
        calls.add(call);
        peak = Math.max(peak, in(State.OPEN).size());
        return call;
    }

    void end(ScriptedCall call, @Nullable Throwable failure, boolean cancelled) {
        call.become(cancelled ? State.CANCELLED : failure == null ? State.ANSWERED : State.FAILED);
    }

    Usage report(Usage ofCall) {
        reported = reported.plus(ofCall);
        return ofCall;
    }

    List<ScriptedCall> all() {
        return List.copyOf(calls);
    }

    List<ScriptedCall> in(State state) {
        return calls.stream().filter(call -> call.state() == state).toList();
    }

    int peak() {
        return peak;
    }

    Usage reported() {
        return reported;
    }
}
