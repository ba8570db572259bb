package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A model server, or a cluster of servers. Calls begin on subscription; cancellation closes them immediately. Failures are
 * {@link dev.ponder.api.error.UpstreamException}s, or {@link dev.ponder.api.error.ModelException}s of served models.
 *
 * <p>A stream that fails before its first item may be retried or fail over.
 */
public interface Upstream {

    /** Its name in configuration, logs and metrics. */
    String name();

    /** Makes a call for a whole answer. */
    Uni<Completion> complete(UpstreamCall call);

    /** Makes a call for a streamed answer of one choice. */
    Multi<StreamEvent> stream(UpstreamCall call);

    /** Whether it relays requests to this endpoint. An upstream in process may not. */
    boolean relays(Endpoint endpoint);

    /** Sends a body unchanged and returns the response unchanged: a head, then bytes. */
    Multi<RelayPart> relay(RelayCall call);

    /** The models it lists, in the form of its {@code /models}. */
    Uni<List<ObjectNode>> models();
}
