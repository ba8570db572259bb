package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Decorates the whole and streamed calls of an upstream. Relayed calls pass. */
abstract class DecoratedUpstream implements Upstream {

    private final Upstream upstream;

    DecoratedUpstream(Upstream upstream) {
        this.upstream = upstream;
    }

    abstract <T> Uni<T> around(Uni<T> reply, UpstreamRequest call);

    abstract <T> Multi<T> around(Multi<T> items, UpstreamRequest call);

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return around(upstream.complete(call), call);
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return around(upstream.stream(call), call);
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return upstream.relays(endpoint);
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return upstream.relay(call, timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return upstream.models();
    }
}
