package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.RestartableTimer;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayHead;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;

/**
 * A relayed call to a model server: the request is sent, the response is checked and forwarded. The upstream's time to the
 * first byte and between two parts of the answer is limited while the client reads.
 */
final class OpenAiRelayedCall implements RelayedCall, OpenAiTransport.Receiver, MultiSubscriber<Buffer> {

    private static final String JSON = "application/json";
    private static final Buffer NO_BYTES = Buffer.buffer(0);

    private final OpenAiRelay relay;
    private final RelayCall call;
    private final CallTimeouts timeouts;
    private final RelayReceiver receiver;
    private final RestartableTimer stall;
    private boolean asksForUsage;
    private @Nullable Cancellable pending;
    private Flow.@Nullable Subscription source;
    private @Nullable RelayedBody body;
    private @Nullable Iterator<Buffer> events;
    private @Nullable RelayHead head;
    private boolean requested;
    private boolean begun;
    private boolean over;

    OpenAiRelayedCall(OpenAiRelay relay, RelayCall call, CallTimeouts timeouts, TimerGroup timers,
            RelayReceiver receiver) {
        this.relay = relay;
        this.call = call;
        this.timeouts = timeouts;
        this.receiver = receiver;
        this.stall = timers.add(this::stalled);
    }

    @Override
    public void send() {
        stall.start(firstByteTimeout());
        Buffer sent = relay.usage().body(call);
        asksForUsage = sent != call.body();
        pending = relay.post(call, sent, timeouts.connect(), this);
    }

    private Duration firstByteTimeout() {
        return call.streaming() ? timeouts.firstByte() : timeouts.total();
    }

    @Override
    public void head(UpstreamResponse response) {
        if (!response.accepted()) {
            readError(response);
        } else if (call.streaming() && response.is(JSON)) {
            readWhole(response);
        } else {
            boolean stream = call.streaming() || response.is(OpenAiRelay.EVENTS);
            head = new RelayHead(response.status(),
                    stream ? as(OpenAiRelay.EVENTS, response) : response.endToEnd());
            body = stream ? relay.events(call) : relay.buffer(call, response.is(JSON));
            response.read(this);
        }
    }

    /** An error may repeat the API key, or be an HTML body of a proxy. */
    private void readError(UpstreamResponse response) {
        pending = response.errorBody(relay.timer()).subscribe().with(error -> {
            boolean invalid = response.status() == 400 || response.status() == 422;
            if (invalid && asksForUsage && relay.usage().rejects(call, error)) {
                asksForUsage = false;
                pending = relay.post(call, call.body(), timeouts.connect(), this);
            } else {
                head = relay.errorHead(response, as(JSON, response), error);
                deliverHead();
                end(relay.errors().forClient(response.status(), response.headers(), error));
            }
        });
    }

    /** A server that does not stream sends a whole completion, which is forwarded as a stream. */
    private void readWhole(UpstreamResponse response) {
        pending = relay.wholeBody(response).subscribe().with(bytes -> {
            try {
                ObjectNode whole = relay.completions().accepted(bytes.getBytes());
                RelayedCompletion.correct(whole, OpenAiRelay.isChat(call), call.model(), Clock.systemUTC());
                List<Buffer> chunks = CompletionToChunks.of(whole, call.includeUsage());
                head = new RelayHead(200, as(OpenAiRelay.EVENTS, response));
                deliverHead();
                events = chunks.iterator();
                deliverEvent();
            } catch (UpstreamException malformed) {
                failed(malformed);
            }
        }, this::failed);
    }

    private void deliverEvent() {
        if (events == null || !requested || over) {
            return;
        }
        Buffer event = events.next();
        if (events.hasNext()) {
            deliver(event);
        } else {
            end(event);
        }
    }

    private static Map<String, String> as(String contentType, UpstreamResponse response) {
        Map<String, String> headers = response.endToEnd();
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        headers.put("Content-Type", contentType);
        return headers;
    }

    @Override
    public void request() {
        requested = true;
        if (!stall.isRunning() && !over) {
            stall.start(begun ? timeouts.idle() : firstByteTimeout());
        }
        if (source != null) {
            source.request(1);
        } else {
            deliverEvent();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (over) {
            subscription.cancel();
        } else if (requested) {
            subscription.request(1);
        }
    }

    @Override
    public void onItem(Buffer bytes) {
        RelayedBody reading = body;
        Flow.Subscription upstream = source;
        if (over || reading == null || upstream == null) {
            return;
        }
        RelayedBody.Output output = reading.add(bytes);
        report(output);
        if (output.failure() != null) {
            upstream.cancel();
            deliverLast(output);
        } else if (output.bytes().length() == 0) {
            upstream.request(1);
        } else {
            deliverHead();
            if (output.progress()) {
                stall.start(timeouts.idle());
            }
            deliver(output.bytes());
        }
    }

    @Override
    public void onCompletion() {
        if (!over && body != null) {
            RelayedBody.Output output = body.end();
            report(output);
            deliverLast(output);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        failed(failure);
    }

    private void report(RelayedBody.Output output) {
        if (output.usage() != null) {
            receiver.used(output.usage());
        }
    }

    private void deliverHead() {
        if (!begun && head != null) {
            begun = true;
            stall.start(timeouts.idle());
            receiver.head(head);
        }
    }

    /** The time that the client takes does not count. */
    private void deliver(Buffer bytes) {
        requested = false;
        receiver.bytes(bytes);
        if (!requested) {
            stall.pause();
        }
    }

    /** What precedes a failure is still forwarded. */
    private void deliverLast(RelayedBody.Output output) {
        if (output.failure() == null) {
            deliverHead();
            end(output.bytes());
            return;
        }
        if (output.bytes().length() > 0) {
            deliverHead();
            receiver.bytes(output.bytes());
        }
        failed(output.failure());
    }

    private void end(Buffer last) {
        if (!over) {
            stop();
            receiver.end(last);
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (!over) {
            stop();
            receiver.failed(failure);
        }
    }

    private void stalled() {
        if (over) {
            return;
        }
        UpstreamException timeout = begun
                ? relay.errors().stalled(timeouts.idle())
                : call.streaming()
                        ? relay.errors().noFirstByte(timeouts.firstByte())
                        : relay.errors().tookTooLong(timeouts.total());
        cancel();
        receiver.failed(timeout);
    }

    private void stop() {
        over = true;
        stall.stop();
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        stop();
        if (source != null) {
            source.cancel();
        }
        if (pending != null) {
            pending.cancel();
        }
    }
}
