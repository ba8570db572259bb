package dev.ponder.runtime.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * One model server. Nothing happens before subscription; cancelling closes the call at once. Failures are
 * {@link dev.ponder.api.error.UpstreamException}s.
 */
public interface Upstream {

    /** Its name in configuration, logs and metrics. */
    String name();

    /** Makes a call and waits for the whole reply. */
    Uni<Completion> complete(UpstreamCall call);

    /** Opens a stream of one choice; the {@code Uni} completes when the server has accepted the call. */
    Uni<Multi<StreamEvent>> stream(UpstreamCall call);

    /**
     * Sends a body as it is and hands back whatever comes.
     *
     * @param streaming whether the body asks for a stream, which decides the limits in time
     */
    Uni<RelayedReply> relay(Buffer body, boolean streaming);

    /** The models it lists, as its {@code /models} describes them. */
    Uni<List<ObjectNode>> models();
}
