package dev.ponder.runtime.rest.kserve;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.http.JsonResponses;

/** {@code GET /v2}: the server metadata of the Open Inference Protocol. */
@Path("/v2")
@Tag(name = "Open Inference Protocol")
public class ServerResource {

    /** KServe's names of extensions, or Triton's where KServe has none. */
    private static final List<String> EXTENSIONS = List.of("model_repository_extension", "model_repository",
            "binary_tensor_data", "generate");

    private final String version;

    ServerResource(@ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.version = version;
    }

    /** The server's name, version and extensions. */
    @GET
    @Operation(operationId = "serverMetadata", summary = "Describe the server")
    public Response describe() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", "ponder")
                .put("version", version);
        EXTENSIONS.forEach(json.putArray("extensions")::add);
        return JsonResponses.of(json);
    }
}
