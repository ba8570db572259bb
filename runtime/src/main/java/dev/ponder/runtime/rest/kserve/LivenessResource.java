package dev.ponder.runtime.rest.kserve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.NonBlocking;

/**
 * Liveness probes: {@code GET /} of KServe's V1, {@code GET /health} of KServe's LLM gateways. The answer does not depend
 * on upstreams, because a gateway that probes every second would remove a server with a slow upstream.
 */
@Path("/")
@Tag(name = "Health")
@NonBlocking
public class LivenessResource {

    private static final String ALIVE = "{\"status\":\"alive\"}";

    /** Whether the server runs. */
    @GET
    public Response alive() {
        return Response.ok(ALIVE, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** Whether the server runs. */
    @GET
    @Path("/health")
    public Response health() {
        return alive();
    }
}
