package dev.ponder.runtime.rest.kserve.generate;

import java.util.List;
import java.util.Optional;

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
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.InferenceResponder;
import dev.ponder.runtime.rest.kserve.ModelLookup;
import dev.ponder.runtime.rest.kserve.chat.ChatInstances;
import dev.ponder.runtime.rest.kserve.cloudevents.V1BodyReader;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code generate} and {@code generate_stream} of the Open Inference Protocol, for clients of Triton. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class GenerateResource {

    private static final String EXAMPLE = """
            {"text_input": "What is 17*23?", "parameters": {"max_tokens": 100}}""";

    private final RequestDispatcher dispatcher;
    private final ModelLookup models;
    private final ThreadOffload offload;
    private final V1BodyReader json;
    private final ChatInvoker invoker;
    private final InferenceResponder responder;

    GenerateResource(RequestDispatcher dispatcher, ModelLookup models, ThreadOffload offload, V1BodyReader json,
            ChatInvoker invoker, InferenceResponder responder) {
        this.dispatcher = dispatcher;
        this.models = models;
        this.offload = offload;
        this.json = json;
        this.invoker = invoker;
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

    /** Generates a text. The response repeats the version; it does not select a model. */
    @POST
    @Path("{name}/versions/{version}/generate")
    @Operation(hidden = true)
    public Uni<Response> generateVersion(String name, @Nullable String version, @Context HttpServerRequest request) {
        return answer(name, version, false, request);
    }

    /** Generates a text as a stream. */
    @POST
    @Path("{name}/generate_stream")
    @Operation(operationId = "generateStream", summary = "Generate a text from a prompt as a stream")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "text_input"),
            examples = @ExampleObject(name = "prompt", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "Events with chunks of the text",
            content = @Content(mediaType = "text/event-stream"))
    public Uni<Response> generateStream(String name, @Context HttpServerRequest request) {
        return generateStreamVersion(name, null, request);
    }

    /** Generates a text as a stream. The events repeat the version; it does not select a model. */
    @POST
    @Path("{name}/versions/{version}/generate_stream")
    @Operation(hidden = true)
    public Uni<Response> generateStreamVersion(String name, @Nullable String version,
            @Context HttpServerRequest request) {
        return answer(name, version, true, request);
    }

    private Uni<Response> answer(String name, @Nullable String version, boolean stream, HttpServerRequest request) {
        return dispatcher.dispatch(request,
                body -> models.ready(name, RequestClient.of(request)).map(model -> chatModel(model, name))
                        .chain(chatModel -> read(body).chain(asked -> answer(chatModel, asked,
                                new GenerateEncoder(name, version, asked), stream, request))));
    }

    private Uni<Response> answer(String chatModel, GenerateRequest asked, GenerateEncoder encoder, boolean stream,
            HttpServerRequest request) {
        return invoker.invoke(chatModel, List.of(ChatInstances.prompt(asked.prompt())), asked.parameters(), stream,
                RequestOrigins.of(request))
                .chain(run -> stream
                        ? responder.stream(run, encoder, Optional.empty(), request)
                        : responder.whole(run, encoder, Optional.empty()));
    }

    private Uni<GenerateRequest> read(Buffer body) {
        return offload.of(body.length(),
                () -> GenerateRequest.of(json.parse(body.getBytes(), "a JSON object with text_input")));
    }

    private static String chatModel(RegisteredModel model, String name) {
        return model.definition().chat().orElseThrow(() -> ModelException.notImplemented(
                "Model " + name + " does not generate texts (expected a chat model)."));
    }
}
