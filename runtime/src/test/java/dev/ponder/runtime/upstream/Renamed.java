package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream under another name. */
record Renamed(String name, Upstream upstream) implements Upstream {

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return upstream.complete(call);
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return upstream.stream(call);
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
