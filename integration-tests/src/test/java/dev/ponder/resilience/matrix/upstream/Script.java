package dev.ponder.resilience.matrix.upstream;

import java.io.IOException;

/** What an upstream does with a call that it has read. Runs on a thread of its own; when it ends, the connection does. */
@FunctionalInterface
public interface Script {

    /** Accepts the call and never says a word. */
    Script SILENCE = (call, wire) -> wire.stall();

    void play(Call call, Wire wire) throws IOException;

    /** The same for the first call alone; the others are answered by another script. */
    default Script once(Script others) {
        return (call, wire) -> (call.number() == 1 ? this : others).play(call, wire);
    }

    /** The same for all calls but the first ones, which are answered well. */
    default Script after(int calls) {
        return (call, wire) -> (call.number() > calls ? this : UpstreamAnswer.DRAFTS).play(call, wire);
    }

    /** The same as soon as the test lets go. */
    default Script whenReleased() {
        return (call, wire) -> {
            call.awaitRelease();
            play(call, wire);
        };
    }
}
