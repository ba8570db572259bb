package dev.ponder.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolCatalog;
import dev.ponder.mcp.ToolResult;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Sessions with the reference server of the protocol's authors, by each transport. Needs npm and its registry. */
@Timeout(240)
class EverythingServerTest {

    private static final String PACKAGE = "@modelcontextprotocol/server-everything";
    private static final Duration LONG = Duration.ofSeconds(120);

    private McpSessions sessions;
    private Process program;

    @BeforeEach
    void needsNpx() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npx")));
        Assumptions.assumeTrue(found, "no npx in PATH, which starts " + PACKAGE);
    }

    @AfterEach
    void close() {
        if (sessions != null) {
            sessions.close();
        }
        if (program != null) {
            program.descendants().forEach(ProcessHandle::destroy);
            program.destroy();
        }
    }

    private ToolCatalog open(String transport) throws IOException {
        McpTestConfig config = new McpTestConfig().server("start-timeout", "100S").server("transport", transport);
        sessions = new McpSessions((transport.equals("stdio")
                ? config.server("command", "npx").server("args", "-y," + PACKAGE + ",stdio")
                : config.server("url", start(transport))).config(), Infrastructure.getDefaultWorkerPool(),
                Clock.systemUTC());
        ToolCatalog catalog = sessions.tools().await().atMost(LONG);
        Assumptions.assumeTrue(!transport.equals("stdio") || catalog.problems().isEmpty(),
                "npx cannot start " + PACKAGE + " (is the registry reachable?)");
        assertThat(catalog.problems()).isEmpty();
        return catalog;
    }

    private String start(String transport) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(List.of("npx", "-y", PACKAGE,
                transport.equals("sse") ? "sse" : "streamableHttp"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", String.valueOf(port));
        program = builder.start();
        try {
            await().atMost(LONG).until(() -> !program.isAlive() || answers(port));
        } catch (ConditionTimeoutException slow) {
            Assumptions.abort("npx has not started " + PACKAGE + " within " + LONG + " (is the registry reachable?)");
        }
        Assumptions.assumeTrue(program.isAlive(), "npx cannot start " + PACKAGE + " (is the registry reachable?)");
        return "http://localhost:" + port + (transport.equals("sse") ? "/sse" : "/mcp");
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ToolResult call(ToolCatalog catalog, String name, ObjectNode arguments) {
        McpTool tool = catalog.find("files__" + name).orElseThrow();
        return tool.invocation().call(arguments).await().atMost(LONG);
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "http", "sse"})
    void toolsAreListedAndCalled(String transport) throws IOException {
        ToolCatalog catalog = open(transport);

        assertThat(catalog.tools()).extracting(McpTool::function).contains("files__echo", "files__get-sum");
        assertThat(call(catalog, "get-sum", arguments().put("a", 17).put("b", 25)).text()).contains("42");
        assertThat(call(catalog, "get-tiny-image", arguments()).text()).contains("[an image of type image/png");
        assertThat(call(catalog, "get-structured-content", arguments().put("location", "Chicago")).error()).isFalse();
        assertThat(call(catalog, "get-sum", arguments().put("a", "no number")).error()).isTrue();
        assertThat(call(catalog, "trigger-long-running-operation", arguments().put("duration", 1).put("steps", 2))
                .error()).as("a call that reports its progress").isFalse();
    }
}
