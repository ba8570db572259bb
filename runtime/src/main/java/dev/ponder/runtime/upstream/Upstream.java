package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One model server, or several that stand for one. Nothing happens before subscription; cancelling closes the call at
 * once. Failures are {@link dev.ponder.api.error.UpstreamException}s, or {@link dev.ponder.api.error.ModelException}s of the
 * application's own models.
 *
 * <p>A stream that fails before its first item was never open: it may be opened again, here or elsewhere.
 */
public interface Upstream {

    /** Its name in configuration, logs and metrics. */
    String name();

    /** Makes a call and waits for the whole reply. */
    Uni<Completion> complete(UpstreamCall call);

    /** The stream of one choice. */
    Multi<StreamEvent> stream(UpstreamCall call);

    /** Whether it can hand on requests to this endpoint: one that answers in process may not. */
    boolean relays(Endpoint endpoint);

    /** Sends a body as it is and hands back whatever comes: a head, then bytes. */
    Multi<RelayPart> relay(RelayCall call);

    /** The models it lists, as its {@code /models} describes them. */
    Uni<List<ObjectNode>> models();
}
