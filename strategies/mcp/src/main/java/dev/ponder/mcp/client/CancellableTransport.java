package dev.ponder.mcp.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import reactor.core.publisher.Mono;

/**
 * Tells the server that a call is cancelled, which the SDK does not: the cancelled call is found by its progress token. The
 * session is told as well, since it would wait for the response forever. Thread-safe.
 */
final class CancellableTransport implements McpClientTransport {

    /** The name of the member in the metadata of a call. */
    static final String TOKEN = "progressToken";

    private static final int CANCELLED = -32800;

    private final McpClientTransport transport;
    private final Map<Object, Object> requests = new ConcurrentHashMap<>();
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> receiver = message -> message;

    CancellableTransport(McpClientTransport transport) {
        this.transport = transport;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        receiver = handler;
        return transport.connect(handler);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        if (message instanceof JSONRPCRequest request && request.params() instanceof CallToolRequest call
                && call.meta() != null) {
            Object token = call.meta().get(TOKEN);
            if (token != null) {
                requests.put(token, request.id());
            }
        }
        return transport.sendMessage(message);
    }

    /** The call with this token is over. */
    void forget(String token) {
        requests.remove(token);
    }

    /** The result of the call with this token is no longer needed. */
    void cancel(String token) {
        Object id = requests.remove(token);
        if (id != null) {
            var notification = new JSONRPCNotification("notifications/cancelled",
                    Map.of("requestId", id, "reason", "The result is no longer needed."));
            transport.sendMessage(notification).onErrorComplete().subscribe();
            JSONRPCMessage end = JSONRPCResponse.error(id, new JSONRPCError(CANCELLED, "cancelled", null));
            receiver.apply(Mono.just(end)).onErrorComplete().subscribe();
        }
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        transport.setExceptionHandler(handler);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return transport.closeGracefully();
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return transport.unmarshalFrom(data, type);
    }

    @Override
    public List<String> protocolVersions() {
        return transport.protocolVersions();
    }
}
