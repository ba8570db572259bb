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
import dev.ponder.runtime.upstream.Endpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/embeddings}. */
@Path("/v1/embeddings")
@Tag(name = "Embeddings")
public class EmbeddingsResource {

    private static final String EXAMPLE = """
            {"model": "bge-m3", "input": ["What is 17*23?"]}""";

    private final EncoderService relay;
    private final RequestReader reader;

    EmbeddingsResource(EncoderService relay, RelayRequestReader readers) {
        this.relay = relay;
        this.reader = readers.of(Endpoint.EMBEDDINGS, "model and input");
    }

    /** Has texts embedded, by a model of the application or by an upstream. */
    @POST
    @Operation(operationId = "createEmbedding", summary = "Vectors of texts")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "input"}),
            examples = @ExampleObject(name = "embeddings", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The vectors", content = @Content(mediaType = "application/json"))
    @APIResponse(responseCode = "400", description = "OpenAI's error object: what is wrong with the request")
    public Uni<Response> embeddings(@Context HttpServerRequest request) {
        return relay.answer(request, reader);
    }
}
