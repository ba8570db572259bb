package dev.ponder.runtime.upstream.openai;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.RunningCall;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;

/**
 * A call for a whole answer: sends the request, reads the body and parses it, within the total timeout. What is rare, such
 * as an error or an event stream instead of a completion, is read by pipelines. Cancellation may come from any thread.
 */
final class OpenAiCompletionCall extends RunningCall implements OpenAiTransport.Receiver, MultiSubscriber<Buffer> {

    private final OpenAiUpstream upstream;
    private final CallTimeouts timeouts;
    private final CompletionReceiver receiver;
    private @Nullable Cancellable timeout;
    private @Nullable Buffer body;
    private boolean copied;

    OpenAiCompletionCall(OpenAiUpstream upstream, CallTimeouts timeouts, CompletionReceiver receiver) {
        this.upstream = upstream;
        this.timeouts = timeouts;
        this.receiver = receiver;
    }

    void send(OpenAiTransport transport, OpenAiTransport.Request request, Timer timer) {
        if (!timeouts.total().isZero()) {
            timeout = timer.schedule(timeouts.total(), () -> stop(upstream.errors().tookTooLong(timeouts.total())));
        }
        hold(transport.send(request, this));
    }

    /** The content type shows whether a server ignored {@code stream: false} and sent events. */
    @Override
    public void head(UpstreamResponse response) {
        if (!response.accepted()) {
            follow(upstream.refused(response));
        } else if (response.is(OpenAiRelay.EVENTS)) {
            follow(upstream.collected(response, timeouts));
        } else {
            response.read(this);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        hold(subscription::cancel);
        subscription.request(Long.MAX_VALUE);
    }

    /** Most bodies are one piece, which is not copied. Vert.x may use the memory of a piece further, so none is appended to. */
    @Override
    public void onItem(Buffer bytes) {
        Buffer all = bytes;
        if (body != null) {
            all = (copied ? body : Buffer.buffer(body.length() + bytes.length()).appendBuffer(body))
                    .appendBuffer(bytes);
            copied = true;
        }
        body = all;
        if (all.length() > upstream.maxReply()) {
            stop(upstream.replyTooLarge());
        }
    }

    @Override
    public void onCompletion() {
        Buffer all = body == null ? Buffer.buffer() : body;
        if (all.length() > ThreadOffload.SMALL) {
            follow(upstream.parsed(all));
            return;
        }
        Completion completion;
        try {
            completion = upstream.parse(all);
        } catch (RuntimeException malformed) {
            failed(malformed);
            return;
        }
        completed(completion);
    }

    @Override
    public void onFailure(Throwable failure) {
        failed(failure);
    }

    @Override
    public void failed(Throwable failure) {
        if (end()) {
            stopTimeout();
            receiver.failed(failure);
        }
    }

    private void completed(Completion completion) {
        if (end()) {
            stopTimeout();
            receiver.completed(completion);
        }
    }

    private void follow(Uni<Completion> rest) {
        hold(rest.subscribe().with(this::completed, this::failed));
    }

    private void stop(Throwable failure) {
        if (end()) {
            stopTimeout();
            cancelRunning();
            receiver.failed(failure);
        }
    }

    @Override
    protected void cancelled() {
        stopTimeout();
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
