package dev.ponder.testing;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;

/** A call that the scripted model got, and how it went. One with a held reply waits here for the test to settle it. */
public final class ScriptedCall {

    private final UpstreamCall request;
    private final int number;
    private final boolean streamed;
    private final UnicastProcessor<StreamEvent> stream = UnicastProcessor.create();
    private @Nullable UniEmitter<? super List<ScriptedReply>> settling;
    private @Nullable UniEmitter<? super Multi<StreamEvent>> opening;
    private State state = State.OPEN;

    /** How a call went. */
    public enum State {
        /** It is under way. */
        OPEN,
        /** The whole reply was delivered. */
        ANSWERED,
        /** It failed. */
        FAILED,
        /** It was cancelled. */
        CANCELLED
    }

    ScriptedCall(UpstreamCall request, int number, boolean streamed) {
        this.request = request;
        this.number = number;
        this.streamed = streamed;
    }

    /** What was asked. */
    public UpstreamCall request() {
        return request;
    }

    /** Its place among all calls, from 0. */
    public int number() {
        return number;
    }

    /** Whether a stream was asked for. */
    public boolean streamed() {
        return streamed;
    }

    /** How it went so far. */
    public State state() {
        return state;
    }

    /** The texts of its messages, for looking into prompts. */
    public String text() {
        return request.conversation().transcript(Integer.MAX_VALUE);
    }

    /** Settles a held call with an answer. */
    public void answer(String text) {
        settle(ScriptedReply.text(text));
    }

    /** Settles a held call. */
    public void settle(ScriptedReply reply) {
        expect(settling).complete(List.of(reply));
    }

    /** Sends a piece of a held stream, which opens with its first piece. */
    public void send(String piece) {
        open();
        stream.onNext(new StreamEvent.Part(new AnswerPart.Text(piece)));
    }

    /** Ends a held stream, with what it used. */
    public void end(FinishReason reason, Usage usage) {
        open();
        stream.onNext(new StreamEvent.Used(usage));
        stream.onNext(new StreamEvent.Part(new AnswerPart.Finish(reason)));
        stream.onComplete();
    }

    Uni<List<ScriptedReply>> settled() {
        return Uni.createFrom().emitter(emitter -> settling = emitter);
    }

    /** The stream of a held call: what the test sends piece by piece. */
    Uni<Multi<StreamEvent>> opened() {
        return Uni.createFrom().emitter(emitter -> opening = emitter);
    }

    void become(State next) {
        state = next;
    }

    private void open() {
        expect(opening).complete(stream);
    }

    private <T> T expect(@Nullable T emitter) {
        if (emitter == null) {
            throw new IllegalStateException("call " + number + " is not held (expected a script that says held())");
        }
        return emitter;
    }
}
