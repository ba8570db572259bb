package dev.ponder.runtime.upstream;

import java.util.Map;
import java.util.concurrent.Executor;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.buffer.Buffer;

/** What a relayed response consists of, so that tests can compare it. */
public sealed interface RelayPart {

    record Head(int status, Map<String, String> headers) implements RelayPart {}

    record Bytes(Buffer bytes) implements RelayPart {}

    record Used(Usage usage) implements RelayPart {}

    /**
     * The parts of a relayed response, each when it is requested.
     *
     * @param eventLoop where the call is made
     */
    static Multi<RelayPart> of(Upstream upstream, RelayCall call, Executor eventLoop) {
        return of(upstream, call, eventLoop, (delay, task) -> () -> {
        });
    }

    /** The same, with the timeouts of the upstream in this time. */
    static Multi<RelayPart> of(Upstream upstream, RelayCall call, Executor eventLoop, Timer timer) {
        var timers = new TimerGroup(timer);
        return Multi.createFrom().emitter(emitter -> {
            var receiver = new Receiver(emitter);
            RelayedCall relayed = upstream.relay(call, timers, receiver);
            receiver.call = relayed;
            emitter.onRequest(more -> eventLoop.execute(receiver::request));
            emitter.onTermination(() -> eventLoop.execute(receiver::cancel));
            eventLoop.execute(() -> {
                relayed.send();
                receiver.request();
            });
        });
    }

    /** A call whose receiver gets these parts. */
    static RelayedCall playing(Multi<RelayPart> parts, RelayReceiver receiver) {
        return new Playing(parts, receiver);
    }

    /** Emits what it receives. */
    final class Receiver implements RelayReceiver {

        private final MultiEmitter<? super RelayPart> emitter;
        private RelayedCall call;
        private boolean waiting;
        private boolean ended;

        private Receiver(MultiEmitter<? super RelayPart> emitter) {
            this.emitter = emitter;
        }

        private void request() {
            if (!waiting && !ended && emitter.requested() > 0) {
                waiting = true;
                call.request();
            }
        }

        private void cancel() {
            if (!ended) {
                call.cancel();
            }
        }

        @Override
        public void head(RelayHead head) {
            emitter.emit(new Head(head.status(), head.headers()));
        }

        @Override
        public void bytes(Buffer bytes) {
            waiting = false;
            emitter.emit(new Bytes(bytes));
            request();
        }

        @Override
        public void used(Usage usage) {
            emitter.emit(new Used(usage));
        }

        @Override
        public void end(Buffer last) {
            ended = true;
            if (last.length() > 0) {
                emitter.emit(new Bytes(last));
            }
            emitter.complete();
        }

        @Override
        public void failed(Throwable failure) {
            ended = true;
            emitter.fail(failure);
        }
    }

    /** A call that is played from a script. */
    final class Playing implements RelayedCall {

        private final Multi<RelayPart> parts;
        private final RelayReceiver receiver;
        private Cancellable running = () -> {
        };
        private boolean cancelled;

        private Playing(Multi<RelayPart> parts, RelayReceiver receiver) {
            this.parts = parts;
            this.receiver = receiver;
        }

        @Override
        public void send() {
            running = parts.subscribe().with(this::play, this::fail, () -> {
                if (!cancelled) {
                    receiver.end(Buffer.buffer());
                }
            });
        }

        private void fail(Throwable failure) {
            if (!cancelled) {
                receiver.failed(failure);
            }
        }

        private void play(RelayPart part) {
            if (cancelled) {
                return;
            }
            if (part instanceof Head head) {
                receiver.head(new RelayHead(head.status(), head.headers()));
            } else if (part instanceof Bytes bytes) {
                receiver.bytes(bytes.bytes());
            } else if (part instanceof Used used) {
                receiver.used(used.usage());
            }
        }

        @Override
        public void request() {
            // All parts are played at once
        }

        @Override
        public void cancel() {
            cancelled = true;
            running.cancel();
        }
    }
}
