package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A model server, or a cluster of servers. Calls begin on subscription; cancellation closes them immediately. Failures are
 * {@link dev.ponder.api.error.UpstreamException}s, or {@link dev.ponder.api.error.ModelException}s of served models.
 *
 * <p>A stream that fails before its first item may be retried or fail over.
 */
public interface Upstream {

    /** Its name in configuration, logs and metrics. */
    String name();

    /**
     * Its provider in traces, by the names of OpenTelemetry's conventions: the API that it has, which need not be the company
     * that runs it.
     */
    default String provider() {
        return "openai";
    }

    /** Makes a call for a whole answer. */
    Uni<Completion> complete(UpstreamCall call);

    /** The same by plain calls, for the many calls of a strategy. The call begins at once. */
    default Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        return complete(call).subscribe().with(receiver::completed, receiver::failed);
    }

    /** Makes a call for a streamed answer of one choice. */
    Multi<StreamEvent> stream(UpstreamCall call);

    /** Whether it relays requests to this endpoint. An upstream in process does not. */
    default boolean relays(Endpoint endpoint) {
        return false;
    }

    /**
     * A call that sends a body unchanged and returns the response unchanged.
     *
     * @param timers the timers of the request, which all stop when the request ends
     */
    default RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        throw new UnsupportedOperationException("upstream '" + name() + "' relays nothing");
    }

    /** The models it lists, in the form of its {@code /models}. */
    Uni<List<ObjectNode>> models();
}
