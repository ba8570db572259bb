package dev.ponder.testing;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedUpstream.Choices;

/** The replies to each call, and how {@code n} changes them. */
final class Script {

    private static final ScriptedReply REFUSAL = new ScriptedReply.Fails(
            UpstreamException.of(Fault.BAD_REQUEST, "n: only 1 is allowed", null));

    private final BiFunction<UpstreamCall, Integer, ScriptedReply> script;
    private Choices choices = Choices.IGNORED;
    private int replies;

    Script(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        this.script = script;
    }

    void understand(Choices understanding) {
        choices = understanding;
    }

    boolean refuses(UpstreamCall call) {
        return choices == Choices.REFUSED && call.choices() > 1;
    }

    List<ScriptedReply> to(UpstreamCall call) {
        int count = choices == Choices.HONOURED ? call.choices() : 1;
        return refuses(call)
                ? List.of(REFUSAL)
                : Stream.generate(() -> script.apply(call, replies++)).limit(count).toList();
    }
}
