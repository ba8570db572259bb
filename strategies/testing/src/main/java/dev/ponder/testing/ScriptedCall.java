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

/** A call that the scripted model received, and its state. The test settles a call with a held reply. */
public final class ScriptedCall {

    private final UpstreamCall request;
    private final int number;
    private final boolean streamed;
    private final UnicastProcessor<StreamEvent> stream = UnicastProcessor.create();
    private @Nullable UniEmitter<? super List<ScriptedReply>> settling;
    private @Nullable UniEmitter<? super Multi<StreamEvent>> opening;
    private State state = State.OPEN;

    /** The state of a call. */
    public enum State {
        /** Not answered yet. */
        OPEN,
        /** The reply was delivered completely. */
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

    /** The call, as the upstream received it. */
    public UpstreamCall request() {
        return request;
    }

    /** The number of the call, from 0. */
    public int number() {
        return number;
    }

    /** Whether the call requested a stream. */
    public boolean streamed() {
        return streamed;
    }

    /** The current state. */
    public State state() {
        return state;
    }

    /** The texts of the messages, for assertions on prompts. */
    public String text() {
        return request.conversation().transcript(Integer.MAX_VALUE);
    }

    /** Settles a held call with a text. */
    public void answer(String text) {
        settle(ScriptedReply.text(text));
    }

    /** Settles a held call. */
    public void settle(ScriptedReply reply) {
        expect(settling).complete(List.of(reply));
    }

    /** Sends a chunk of a held stream; the first chunk opens the stream. */
    public void send(String chunk) {
        open();
        stream.onNext(new StreamEvent.Part(new AnswerPart.Text(chunk)));
    }

    /** Ends a held stream and reports its usage. */
    public void end(FinishReason reason, Usage usage) {
        open();
        stream.onNext(new StreamEvent.Used(usage));
        stream.onNext(new StreamEvent.Part(new AnswerPart.Finish(reason)));
        stream.onComplete();
    }

    Uni<List<ScriptedReply>> settled() {
        return Uni.createFrom().emitter(emitter -> settling = emitter);
    }

    /** The stream of a held call, with the chunks that the test sends. */
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
            throw new IllegalStateException(
                    "call " + number + " is not held (expected a script that returns ScriptedReply.held())");
        }
        return emitter;
    }
}
