package dev.ponder.mcp.server;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.mcp.server.StrategyTools.Invocation;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.InferenceResponder;
import dev.ponder.runtime.rest.inference.ProgressStream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Answers {@code tools/call}: runs the strategy, and streams its progress to a client that accepts a stream. */
@Singleton
class ToolCaller {

    private final StrategyTools tools;
    private final ChatInvoker chat;
    private final InferenceResponder responder;
    private final RunningCalls running;

    ToolCaller(StrategyTools tools, ChatInvoker chat, InferenceResponder responder, RunningCalls running) {
        this.tools = tools;
        this.chat = chat;
        this.responder = responder;
        this.running = running;
    }

    Uni<Response> call(JsonNode id, JsonNode params, String session, boolean stream, HttpServerRequest request) {
        String tool = params.path("name").asText();
        if (!tools.offers(tool)) {
            return Uni.createFrom().item(JsonResponses.of(JsonRpc.error(id, JsonRpc.INVALID_PARAMS,
                    "Unknown tool: " + tool + " (expected one of tools/list)")));
        }
        JsonNode token = params.path("_meta").get("progressToken");
        var progress = new ProgressStream(stream && token != null ? ProgressMode.COMMENT : ProgressMode.OFF);
        return Uni.createFrom().item(() -> tools.read(tool, arguments(params)))
                .chain(invocation -> run(invocation, stream, progress, request))
                .map(run -> run.withParts(running.cancellable(session, id, run.parts())))
                .chain(run -> respond(run, new ToolCallEncoder(id, token, run.strategy(), run.degraded()), stream,
                        progress,
                        request))
                .onFailure().recoverWithItem(failure -> JsonResponses
                        .of(JsonRpc.result(id, ToolCallEncoder.failed(ErrorMapping.known(failure)))));
    }

    private static ObjectNode arguments(JsonNode params) {
        return params.get("arguments") instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
    }

    /** The tool is the strategy, so a header that names another one does not count. */
    private Uni<InferenceRun> run(Invocation invocation, boolean stream, ProgressStream progress,
            HttpServerRequest request) {
        return chat.invoke(invocation.model(), List.of(invocation.conversation()), invocation.parameters(), stream,
                RequestOrigins.of(request).without(PonderHeaders.STRATEGY), progress);
    }

    private Uni<Response> respond(InferenceRun run, ToolCallEncoder encoder, boolean stream, ProgressStream progress,
            HttpServerRequest request) {
        return stream
                ? responder.stream(run, encoder, progress, Optional.empty(), request)
                : responder.whole(run, encoder, Optional.empty());
    }
}
