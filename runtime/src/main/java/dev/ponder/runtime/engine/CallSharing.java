package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * The upstream calls in flight that requests share: identical calls of the same client, to the same upstream and model, with the
 * same messages and parameters. Nothing waits for others to come, and nothing is kept after the end of a call. Thread-safe.
 */
final class CallSharing {

    /** How many items a reader may be behind the call. */
    private static final int MAX_LAG = 16_384;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Map<Key, SharedCall<?>> inFlight = new ConcurrentHashMap<>();

    /**
     * What identical calls have in common.
     *
     * @param occurrence how many such calls the request made before: the second candidate of a sample is another than the first
     */
    private record Key(String client, String upstream, String model, Conversation conversation,
            Map<String, JsonNode> parameters, int choices, TimeoutOverrides timeouts, CallForm form, boolean streamed,
            int occurrence) {

        static Key of(String client, String upstream, UpstreamCall call, boolean streamed) {
            return new Key(client, upstream, call.model(), call.conversation(), call.parameters(), call.choices(),
                    call.timeouts(), call.form(), streamed, 0);
        }

        Key occurrence(int number) {
            return new Key(client, upstream, model, conversation, parameters, choices, timeouts, form, streamed, number);
        }
    }

    /** Makes the upstreams of one request share their calls. */
    UnaryOperator<Upstream> of(String client) {
        var occurrences = new ConcurrentHashMap<Key, AtomicInteger>();
        Function<Key, Key> numbered = key -> key
                .occurrence(occurrences.computeIfAbsent(key, first -> new AtomicInteger()).getAndIncrement());
        return upstream -> new SharedUpstream(upstream, client, numbered);
    }

    /** The number of calls in flight that take further readers. */
    int inFlight() {
        return inFlight.size();
    }

    private <T> Multi<T> shared(Supplier<Key> key, Multi<T> call) {
        return Multi.createFrom().deferred(() -> {
            Key ofRequest = key.get();
            return Multi.createFrom().<T>emitter(reader -> {
                while (!joined(ofRequest, call, reader)) {
                    Thread.onSpinWait();
                }
            }, MAX_LAG).emitOn(EventLoopExecutor.here())
                    .onFailure(BackPressureFailure.class).transform(slow -> new Overloaded("batching: the client is "
                            + MAX_LAG + " chunks behind the shared call (expected a faster reader, or"
                            + " ponder.batching=false in the request)", RETRY_AFTER_SECONDS));
        });
    }

    @SuppressWarnings("unchecked")
    private <T> boolean joined(Key key, Multi<T> call, MultiEmitter<? super T> reader) {
        var running = (SharedCall<T>) inFlight.get(key);
        if (running != null && running.join(reader)) {
            return true;
        }
        SharedCall<T>[] own = new SharedCall[1];
        own[0] = new SharedCall<>(() -> inFlight.remove(key, own[0]));
        boolean first = running == null ? inFlight.putIfAbsent(key, own[0]) == null : inFlight.replace(key, running, own[0]);
        if (first && own[0].join(reader)) {
            own[0].start(call);
        }
        return first;
    }

    private final class SharedUpstream implements Upstream {

        private final Upstream upstream;
        private final String client;
        private final Function<Key, Key> numbered;

        SharedUpstream(Upstream upstream, String client, Function<Key, Key> numbered) {
            this.upstream = upstream;
            this.client = client;
            this.numbered = numbered;
        }

        @Override
        public String name() {
            return upstream.name();
        }

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return shared(() -> numbered.apply(Key.of(client, name(), call, false)),
                    upstream.complete(call).toMulti()).toUni();
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return shared(() -> numbered.apply(Key.of(client, name(), call, true)), upstream.stream(call));
        }

        @Override
        public Uni<List<ObjectNode>> models() {
            return upstream.models();
        }
    }
}
