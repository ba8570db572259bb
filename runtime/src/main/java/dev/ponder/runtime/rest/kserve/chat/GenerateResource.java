package dev.ponder.runtime.rest.kserve.chat;

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
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.rest.kserve.cloudevents.V1BodyReader;
import dev.ponder.runtime.serving.ModelRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code generate} and {@code generate_stream}: the Open Inference Protocol's, as Triton's clients speak it. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class GenerateResource {

    private static final String EXAMPLE = """
            {"text_input": "What is 17*23?", "parameters": {"max_tokens": 100}}""";

    private final RequestDispatcher intake;
    private final ModelRegistry models;
    private final ThreadOffload workload;
    private final V1BodyReader json;
    private final GenerateResponder responder;

    GenerateResource(RequestDispatcher intake, ModelRegistry models, ThreadOffload workload, V1BodyReader json,
            GenerateResponder responder) {
        this.workload = workload;
        this.intake = intake;
        this.models = models;
        this.json = json;
        this.responder = responder;
    }

    /** Generates a text. */
    @POST
    @Path("{name}/generate")
    @Operation(operationId = "generate", summary = "Generate a text from a prompt")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "text_input"),
            examples = @ExampleObject(name = "prompt", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The text", content = @Content(mediaType = "application/json"))
    public Uni<Response> generate(String name, @Context HttpServerRequest request) {
        return generateVersion(name, null, request);
    }

    /** Generates a text, by a version that is handed back. */
    @POST
    @Path("{name}/versions/{version}/generate")
    @Operation(hidden = true)
    public Uni<Response> generateVersion(String name, @Nullable String version, @Context HttpServerRequest request) {
        return answer(name, version, request, responder::whole);
    }

    /** Generates a text in pieces. */
    @POST
    @Path("{name}/generate_stream")
    @Operation(operationId = "generateStream", summary = "Generate a text from a prompt, piece by piece")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "text_input"),
            examples = @ExampleObject(name = "prompt", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "Events with pieces of the text",
            content = @Content(mediaType = "text/event-stream"))
    public Uni<Response> generateStream(String name, @Context HttpServerRequest request) {
        return generateStreamVersion(name, null, request);
    }

    /** Generates a text in pieces, by a version that is handed back. */
    @POST
    @Path("{name}/versions/{version}/generate_stream")
    @Operation(hidden = true)
    public Uni<Response> generateStreamVersion(String name, @Nullable String version,
            @Context HttpServerRequest request) {
        return answer(name, version, request, responder::stream);
    }

    /** How a text gets to the client. */
    @FunctionalInterface
    private interface Delivery {

        Uni<Response> of(String chatModel, GenerateWriter text, HttpServerRequest request);
    }

    private Uni<Response> answer(String name, @Nullable String version, HttpServerRequest request, Delivery delivery) {
        return intake.take(request, body -> {
            String chatModel = chatModel(name);
            return text(name, version, body).chain(text -> delivery.of(chatModel, text, request));
        });
    }

    private Uni<GenerateWriter> text(String name, @Nullable String version, Buffer body) {
        return workload.of(body.length(), () -> new GenerateWriter(name, version,
                GenerateRequest.of(json.parse(body.getBytes(), "a JSON object with text_input"))));
    }

    private String chatModel(String name) {
        return models.get(name).whenReady().definition().chat().orElseThrow(() -> ModelException.notImplemented(
                "Model " + name + " does not generate texts (expected a model that converses)."));
    }
}
