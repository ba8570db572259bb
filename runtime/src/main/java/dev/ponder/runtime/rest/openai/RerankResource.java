package dev.ponder.runtime.rest.openai;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.ponder.runtime.rest.inference.RequestReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/rerank}. */
@Path("/v1/rerank")
@Tag(name = "Rerank")
public class RerankResource {

    private static final String EXAMPLE = """
            {"model": "bge-reranker-v2-m3", "query": "What is 17*23?", "documents": ["391", "393"]}""";

    private final EncoderService encoders;
    private final RequestReader reader;

    RerankResource(EncoderService encoders, EncoderRequestReader readers) {
        this.encoders = encoders;
        this.reader = readers.of(OpenAiEndpoints.RERANK, "model, query and documents");
    }

    /** Ranks documents by a query, by a served model or by an upstream. */
    @POST
    @Operation(operationId = "rerank",
            summary = "Rank documents by how well they answer a query")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "query", "documents"}),
            examples = @ExampleObject(name = "rerank", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The documents' scores",
            content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "400", description = "OpenAI's error object: the request is invalid")
    public Uni<Response> rerank(@Context HttpServerRequest request) {
        return encoders.answer(request, reader);
    }
}
