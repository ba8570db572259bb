package dev.ponder.runtime.rest.kserve;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.ponder.runtime.health.ReadinessCondition;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.NonBlocking;

/** {@code GET /v2/health}: the probes of the Open Inference Protocol. */
@Path("/v2/health")
@Tag(name = "Health")
@NonBlocking
public class ServerHealthResource {

    private final List<ReadinessCondition> conditions;

    ServerHealthResource(@All List<ReadinessCondition> conditions) {
        this.conditions = conditions;
    }

    /** Whether the server runs. */
    @GET
    @Path("/live")
    public Response live() {
        return health(200, "{\"live\":true}");
    }

    /** Whether the server accepts requests: 200, or 503, for example while it shuts down. */
    @GET
    @Path("/ready")
    public Response ready() {
        boolean ready = conditions.stream().allMatch(ReadinessCondition::ready);
        return health(ready ? 200 : 503, "{\"ready\":" + ready + "}");
    }

    private static Response health(int status, String json) {
        return Response.status(status).entity(json).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
