package dev.ponder.mcp.server;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.mcp.config.McpConfig;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RandomUuid;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The MCP endpoint by streamable HTTP. Each request is answered alone: the id of a session is only a name under which a client
 * cancels its calls. The server sends nothing on its own, so GET is not supported.
 */
@Path(McpProtocol.PATH)
@Tag(name = "Model Context Protocol")
public class McpResource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final McpConfig.StrategyServer config;
    private final RequestDispatcher dispatcher;
    private final ThreadOffload offload;
    private final StrategyTools tools;
    private final ToolCaller caller;
    private final RunningCalls running;
    private final RandomGenerator random;

    McpResource(McpConfig config, RequestDispatcher dispatcher, ThreadOffload offload, StrategyTools tools,
            ToolCaller caller, RunningCalls running, RandomGenerator random) {
        this.config = config.server();
        this.dispatcher = dispatcher;
        this.offload = offload;
        this.tools = tools;
        this.caller = caller;
        this.running = running;
        this.random = random;
    }

    /** Answers a message of a client. */
    @POST
    @Operation(operationId = "mcp", summary = "Call strategies as tools of an MCP server")
    public Uni<Response> post(@Context HttpServerRequest request) {
        check(request);
        return dispatcher.admit(request, body -> offload.of(body.length(), () -> parsed(body))
                .chain(message -> answer(message, request)));
    }

    /** Ends a session: cancels its calls. */
    @DELETE
    @Operation(operationId = "endMcpSession", summary = "End a session: cancel its calls")
    public Response delete(@Context HttpServerRequest request) {
        check(request);
        running.cancelAll(session(request));
        return Response.noContent().build();
    }

    private void check(HttpServerRequest request) {
        if (!config.enabled()) {
            throw RequestException.unknownPath(McpProtocol.PATH
                    + ": disabled (the operator may set ponder.mcp.server.enabled=true)");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !allowed(origin)) {
            throw RequestException.forbidden(null, "Origin: not allowed (expected none, or one of"
                    + " ponder.mcp.server.allowed-origins)");
        }
        String version = request.getHeader(VERSION);
        if (version != null && !VERSIONS.contains(version)) {
            throw RequestException.invalid(null, VERSION + ": not supported (expected one of " + VERSIONS + ")");
        }
    }

    private boolean allowed(String origin) {
        Optional<List<String>> configured = config.allowedOrigins();
        if (configured.isPresent()) {
            return configured.get().stream().anyMatch(origin::equalsIgnoreCase);
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOCAL.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The message; empty if it is no JSON. */
    private static Optional<JsonNode> parsed(Buffer body) {
        try {
            return Optional.of(JSON.readTree(body.getBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Uni<Response> answer(Optional<JsonNode> parsed, HttpServerRequest request) {
        if (parsed.isEmpty()) {
            return rejected(JsonRpc.PARSE_ERROR, "Not valid JSON");
        }
        JsonNode message = parsed.get();
        JsonNode id = message.get("id");
        if (!message.isObject() || !"2.0".equals(message.path("jsonrpc").asText())
                || (id != null && !id.isTextual() && !id.isIntegralNumber())) {
            return rejected(JsonRpc.INVALID_REQUEST,
                    "Not a message of JSON-RPC 2.0 (expected one object; batches are not"
                            + " supported)");
        }
        String method = message.path("method").asText();
        JsonNode params = message.path("params");
        if (id == null || method.isEmpty()) {
            if (method.equals("notifications/cancelled") && params.has("requestId")) {
                running.cancel(session(request), params.path("requestId"));
            }
            return Uni.createFrom().item(Response.accepted().build());
        }
        return switch (method) {
            case "initialize" -> Uni.createFrom().item(JsonResponses.builder(JsonRpc.result(id, initialized(params)))
                    .header(SESSION, RandomUuid.next(random).toString()).build());
            case "ping" -> result(id, JsonNodeFactory.instance.objectNode());
            case "tools/list" -> {
                ObjectNode result = JsonNodeFactory.instance.objectNode();
                result.set("tools", tools.list(RequestClient.of(request)));
                yield result(id, result);
            }
            case "tools/call" -> dispatcher.withPermit(
                    () -> caller.call(id, params, session(request), acceptsStream(request), request));
            default -> Uni.createFrom().item(JsonResponses.of(JsonRpc.error(id, JsonRpc.UNKNOWN_METHOD,
                    "Unknown method: " + method)));
        };
    }

    private static ObjectNode initialized(JsonNode params) {
        String wanted = params.path("protocolVersion").asText();
        ObjectNode result = JsonNodeFactory.instance.objectNode()
                .put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.get(0));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "ponder").put("version", "1.0");
        return result.put("instructions",
                "Each tool answers a question with a language model and more than one call to it."
                        + " It costs more and takes longer than a single call, up to some minutes.");
    }

    private static Uni<Response> result(JsonNode id, ObjectNode result) {
        return Uni.createFrom().item(JsonResponses.of(JsonRpc.result(id, result)));
    }

    private static Uni<Response> rejected(int code, String reason) {
        return Uni.createFrom().item(Response.status(400).type("application/json")
                .entity(JsonRpc.error(null, code, reason).toString()).build());
    }

    private static boolean acceptsStream(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/event-stream");
    }

    /** A client cancels calls of its own sessions only. */
    private static String session(HttpServerRequest request) {
        String session = request.getHeader(SESSION);
        return RequestClient.of(request).name() + " " + (session == null ? "" : session);
    }
}
