package dev.ponder.mcp.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.mcp.ToolResult;
import dev.ponder.mcp.config.ServerDefinition;
import dev.ponder.mcp.config.ServerDefinition.Program;
import dev.ponder.mcp.config.ServerDefinition.Remote;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.smallrye.mutiny.Uni;
import reactor.core.publisher.Mono;

/**
 * An open session with a server, and its tools as it lists them. It offers the server no roots, no sampling and no
 * elicitation. Thread-safe.
 */
final class McpConnection {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {
    };

    private final ServerDefinition server;
    private final ObjectMapper json;
    private final CancellableTransport transport;
    private final McpAsyncClient client;
    private final CompletableFuture<Void> exit;
    private final AtomicLong tokens = new AtomicLong();
    private volatile List<ListedTool> tools = List.of();

    private McpConnection(ServerDefinition server, ObjectMapper json, Runnable onExit) {
        this.server = server;
        this.json = json;
        McpClientTransport plain = transport(server, new JacksonMcpJsonMapper(json), () -> {
            close();
            onExit.run();
        });
        this.exit = plain instanceof StdioTransport program ? program.exit() : CompletableFuture.completedFuture(null);
        this.transport = new CancellableTransport(plain);
        this.client = McpClient.async(transport)
                .clientInfo(new Implementation("ponder", "1.0"))
                .requestTimeout(server.timeout().compareTo(server.startTimeout()) > 0
                        ? server.timeout()
                        : server.startTimeout())
                .initializationTimeout(server.startTimeout())
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .progressConsumer(progress -> Mono.empty())
                .loggingConsumer(message -> Mono.empty())
                .toolsChangeConsumer(changed -> Mono.fromRunnable(() -> tools = ListedTool.all(changed, json)))
                .build();
    }

    /**
     * Connects and lists the tools. Starts programs on the calling thread; emits on any thread.
     *
     * @param onExit called on any thread when a program has exited
     */
    static Uni<McpConnection> open(ServerDefinition server, ObjectMapper json, Runnable onExit) {
        return Uni.createFrom().deferred(() -> {
            var connection = new McpConnection(server, json, onExit);
            return Uni.createFrom().completionStage(() -> connection.client.initialize().toFuture())
                    .chain(connection::listTools).replaceWith(connection)
                    .ifNoItem().after(server.startTimeout()).fail()
                    .onFailure().invoke(connection::close)
                    .onCancellation().invoke(connection::close);
        });
    }

    private Uni<Void> listTools() {
        if (client.getServerCapabilities().tools() == null) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().completionStage(() -> client.listTools().toFuture())
                .invoke(listed -> tools = ListedTool.all(listed.tools(), json)).replaceWithVoid();
    }

    private static McpClientTransport transport(ServerDefinition server, JacksonMcpJsonMapper mapper, Runnable onExit) {
        if (server.access() instanceof Program program) {
            return new StdioTransport(server, program, mapper, onExit);
        }
        Remote remote = (Remote) server.access();
        URI url = remote.url();
        String base = url.getScheme() + "://" + url.getRawAuthority();
        String path = (url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        HttpRequest.Builder request = HttpRequest.newBuilder();
        remote.headers().forEach(request::header);
        return remote.events()
                ? HttpClientSseClientTransport.builder(base).sseEndpoint(path).requestBuilder(request).jsonMapper(mapper)
                        .maxResponseSize(server.maxMessageBytes()).build()
                : HttpClientStreamableHttpTransport.builder(base).endpoint(path).requestBuilder(request)
                        .jsonMapper(mapper).maxResponseSize(server.maxMessageBytes()).build();
    }

    /** The tools as the server lists them now. */
    List<ListedTool> tools() {
        return tools;
    }

    /** Whether the server answers. */
    Uni<Void> ping() {
        return Uni.createFrom().completionStage(() -> client.ping().toFuture()).replaceWithVoid();
    }

    /** Calls a tool. Fails if the server reports an error of the protocol or cannot be reached, or after the timeout. */
    Uni<ToolResult> call(String tool, ObjectNode arguments) {
        return Uni.createFrom().deferred(() -> {
            String token = Long.toString(tokens.incrementAndGet());
            CallToolRequest request = CallToolRequest.builder(tool).arguments(json.convertValue(arguments, MEMBERS))
                    .meta(Map.of(CancellableTransport.TOKEN, token)).build();
            return Uni.createFrom().completionStage(() -> client.callTool(request).toFuture())
                    .onCancellation().invoke(() -> transport.cancel(token))
                    .ifNoItem().after(server.timeout()).fail()
                    .onItemOrFailure().invoke((result, failure) -> transport.forget(token))
                    .map(new ResultText(json, server.maxResultCharacters())::of);
        });
    }

    /** Ends the session; calls that are open fail. The future completes when its program has ended. */
    CompletableFuture<Void> close() {
        client.close();
        // The client closes only a transport whose session is initialized
        transport.close();
        return exit;
    }
}
