package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.random.RandomGenerator;

import jakarta.enterprise.util.TypeLiteral;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** An upstream whose calls are opened again after a passing fault. A relay shows its faults as they are. */
public final class GuardedUpstream implements Upstream {

    private static final TypeLiteral<Uni<Completion>> COMPLETION = new TypeLiteral<>() {
    };
    private static final TypeLiteral<Uni<Multi<StreamEvent>>> STREAM = new TypeLiteral<>() {
    };

    private final Upstream upstream;
    private final OpeningGuard guard;

    /** Guards an upstream; chance spreads the tries of many requests. */
    public GuardedUpstream(Upstream upstream, RetryConfig retry, RandomGenerator random) {
        this.upstream = upstream;
        this.guard = new OpeningGuard(retry, random);
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return guard.guard(upstream.complete(call), COMPLETION);
    }

    @Override
    public Uni<Multi<StreamEvent>> stream(UpstreamCall call) {
        return guard.guard(upstream.stream(call), STREAM);
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
