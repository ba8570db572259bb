package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** An upstream under another name. */
record Renamed(String name, Upstream upstream) implements Upstream {

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return upstream.complete(call);
    }

    @Override
    public Uni<Multi<StreamEvent>> stream(UpstreamCall call) {
        return upstream.stream(call);
    }

    @Override
    public Uni<RelayedReply> relay(Buffer body, boolean streaming) {
        return upstream.relay(body, streaming);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return upstream.models();
    }
}
