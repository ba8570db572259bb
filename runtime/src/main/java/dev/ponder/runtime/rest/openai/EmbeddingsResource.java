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

/** {@code POST /v1/embeddings}. */
@Path("/v1/embeddings")
@Tag(name = "Embeddings")
public class EmbeddingsResource {

    private static final String EXAMPLE = """
            {"model": "bge-m3", "input": ["What is 17*23?"]}""";

    private final EncoderService encoders;
    private final RequestReader reader;

    EmbeddingsResource(EncoderService encoders, EncoderRequestReader readers) {
        this.encoders = encoders;
        this.reader = readers.of(OpenAiEndpoints.EMBEDDINGS, "model and input");
    }

    /** Computes vectors of texts, by a served model or by an upstream. */
    @POST
    @Operation(operationId = "createEmbedding", summary = "Compute vectors of texts")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "input"}),
            examples = @ExampleObject(name = "embeddings", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The vectors", content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "400", description = "OpenAI's error object: the request is invalid")
    public Uni<Response> embeddings(@Context HttpServerRequest request) {
        return encoders.answer(request, reader);
    }
}
