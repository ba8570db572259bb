package dev.ponder.runtime.rest.kserve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.NonBlocking;

/**
 * {@code GET /} for KServe's protocol V1, {@code GET /health} for its gateways of language models. These ask every
 * second, and would take a server away whose upstream is slow: nothing is asked for an answer.
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

    /** The same. */
    @GET
    @Path("/health")
    public Response health() {
        return alive();
    }
}
