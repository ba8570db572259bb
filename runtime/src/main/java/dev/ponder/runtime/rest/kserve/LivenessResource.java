package dev.ponder.runtime.rest.kserve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.NonBlocking;

/**
 * The liveness probe of KServe's LLM gateways. That of V1 is {@link dev.ponder.runtime.rest.RootResource}. The answer does not depend
 * on upstreams, because a gateway that probes every second would remove a server with a slow upstream.
 */
@Path("/health")
@Tag(name = "Health")
@NonBlocking
public class LivenessResource {

    /** The body of a probe. */
    public static final String ALIVE = "{\"status\":\"alive\"}";

    /** Whether the server runs. */
    @GET
    public Response health() {
        return Response.ok(ALIVE, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
