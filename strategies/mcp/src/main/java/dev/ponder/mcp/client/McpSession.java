package dev.ponder.mcp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.mcp.ToolResult;
import dev.ponder.mcp.config.ServerDefinition;
import io.modelcontextprotocol.spec.McpError;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

/**
 * A server that is connected when it is first used, and again after its connection was lost: at once if it was up for a while,
 * else after a delay that grows with each failure. Thread-safe.
 */
final class McpSession {

    private static final Logger LOG = Logger.getLogger(McpSession.class);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);
    private static final Duration PING_AFTER = Duration.ofSeconds(30);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_EXPONENT = 9;
    private static final int MAX_REASON = 500;

    private final ServerDefinition server;
    private final ObjectMapper json;
    private final Clock clock;
    private final Executor worker;
    private @Nullable Uni<McpConnection> current;
    private @Nullable McpConnection open;
    private Instant since = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private volatile Instant lastAnswer = Instant.MIN;
    private int failures;
    private boolean closed;

    McpSession(ServerDefinition server, ObjectMapper json, Clock clock, Executor worker) {
        this.server = server;
        this.json = json;
        this.clock = clock;
        this.worker = worker;
    }

    ServerDefinition server() {
        return server;
    }

    /** The tools that the operator offers. Fails if the server is not available. */
    Uni<List<ListedTool>> tools() {
        return connection().chain(this::checked).map(connection -> offered(connection.tools()));
    }

    private List<ListedTool> offered(List<ListedTool> tools) {
        return tools.stream().filter(tool -> server.filter().allows(tool.name()))
                .filter(tool -> !tool.mayDestroy() || server.filter().approves(tool.name())).toList();
    }

    /** A server that was idle for a while may be gone without notice. */
    private Uni<McpConnection> checked(McpConnection connection) {
        if (clock.instant().isBefore(lastAnswer.plus(PING_AFTER))) {
            return Uni.createFrom().item(connection);
        }
        return connection.ping().ifNoItem().after(PING_TIMEOUT).fail()
                .invoke(() -> lastAnswer = clock.instant()).replaceWith(connection)
                .onFailure().recoverWithUni(gone -> {
                    lost(connection);
                    return connection();
                });
    }

    /** Calls a tool. Every failure is a result. */
    Uni<ToolResult> call(String tool, ObjectNode arguments) {
        return connection().chain(connection -> connection.call(tool, arguments))
                .invoke(() -> lastAnswer = clock.instant())
                .onFailure().recoverWithItem(failure -> ToolResult.failed(reason(failure)));
    }

    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException || failure instanceof java.util.concurrent.TimeoutException) {
            return "No result within " + server.timeout().toMillis() + " ms.";
        }
        if (failure instanceof McpError error && error.getJsonRpcError() != null) {
            String message = String.valueOf(error.getJsonRpcError().message());
            return message.length() > MAX_REASON ? message.substring(0, MAX_REASON) + " ..." : message;
        }
        LOG.debugf(failure, "%s: a call failed", server);
        return "The server of the tool is not available.";
    }

    private synchronized Uni<McpConnection> connection() {
        if (current != null) {
            return current;
        }
        Instant now = clock.instant();
        if (closed || now.isBefore(notBefore)) {
            return Uni.createFrom().failure(new IllegalStateException(closed
                    ? "closed"
                    : "the next attempt is in " + (Duration.between(now, notBefore).toSeconds() + 1) + " s"));
        }
        var attempt = new McpConnection[1];
        current = McpConnection.open(server, json, () -> lost(attempt[0]))
                .runSubscriptionOn(worker)
                .invoke(connection -> {
                    attempt[0] = connection;
                    connected(connection);
                })
                .onFailure().invoke(this::failed)
                .memoize().indefinitely();
        return current;
    }

    private void connected(McpConnection connection) {
        boolean unwanted;
        synchronized (this) {
            unwanted = closed;
            open = connection;
            since = clock.instant();
            lastAnswer = since;
        }
        if (unwanted) {
            connection.close();
            return;
        }
        List<ListedTool> tools = connection.tools();
        List<String> refused = new ArrayList<>();
        tools.stream().map(ListedTool::name).filter(server.filter()::allows).forEach(refused::add);
        refused.removeAll(offered(tools).stream().map(ListedTool::name).toList());
        LOG.infof("%s: %d tools%s", server, tools.size(), refused.isEmpty()
                ? ""
                : ", of which " + refused + " are not offered because they may destroy something"
                        + " (see ponder.mcp.servers." + server.name() + ".approve-tools)");
    }

    private synchronized void failed(Throwable failure) {
        current = null;
        delayNextAttempt();
        LOG.warnf("%s could not be started: %s (next attempt in %d s)", server,
                failure instanceof TimeoutException ? "no response within " + server.startTimeout().toMillis() + " ms" : cause(failure),
                Duration.between(clock.instant(), notBefore).toSeconds() + 1);
    }

    /** Messages of the SDK may contain what the server sent, and that of a program its command. */
    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IllegalStateException)) {
            cause = cause.getCause();
        }
        return cause instanceof IllegalStateException ? String.valueOf(cause.getMessage()) : cause.getClass().getSimpleName();
    }

    private synchronized void lost(@Nullable McpConnection connection) {
        if (connection == null || open != connection) {
            return;
        }
        open = null;
        current = null;
        if (!closed) {
            LOG.warnf("%s: the connection was lost", server);
            if (clock.instant().isBefore(since.plus(STABLE))) {
                delayNextAttempt();
            } else {
                failures = 0;
            }
        }
        worker.execute(connection::close);
    }

    private void delayNextAttempt() {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures++, MAX_EXPONENT));
        notBefore = clock.instant().plus(delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY);
    }

    /** Ends the session for good. The future completes when its program has ended. */
    CompletableFuture<Void> close() {
        McpConnection connection;
        synchronized (this) {
            closed = true;
            connection = open;
        }
        return connection == null ? CompletableFuture.completedFuture(null) : connection.close();
    }
}
