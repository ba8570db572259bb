package dev.ponder.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolCatalog;
import dev.ponder.mcp.ToolResult;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Sessions with a program that speaks the protocol on its standard input and output. */
@Timeout(60)
class McpSessionsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private McpSessions sessions;

    @BeforeAll
    static void needsPython() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")),
                "no /usr/bin/python3, which runs the scripted server");
    }

    @AfterEach
    void close() {
        if (sessions != null) {
            sessions.close();
        }
    }

    private McpTestConfig scripted() {
        return McpTestConfig.scripted().server("env.LOG", log().toString());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private List<String> logged() {
        try {
            return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ToolCatalog open(McpTestConfig config) {
        sessions = new McpSessions(config.config(), Infrastructure.getDefaultWorkerPool(), time);
        return catalog();
    }

    private ToolCatalog catalog() {
        return sessions.tools().await().atMost(LONG);
    }

    private static McpTool tool(ToolCatalog catalog, String name) {
        return catalog.find("files__" + name).orElseThrow();
    }

    private static ToolResult call(ToolCatalog catalog, String name) {
        return tool(catalog, name).invocation().call(JsonNodeFactory.instance.objectNode()).await().atMost(LONG);
    }

    @Test
    void nothingStartsBeforeTheFirstUseAndOneProgramServesAllRequests() {
        sessions = new McpSessions(scripted().config(), Infrastructure.getDefaultWorkerPool(), time);
        sessions.tools();
        assertThat(logged()).isEmpty();

        call(catalog(), "append");
        call(catalog(), "append");
        assertThat(logged()).filteredOn(line -> line.startsWith("started")).hasSize(1);
    }

    @Test
    void toolsAreListedOverSeveralPagesWithoutThoseThatMayDestroySomething() {
        ToolCatalog catalog = open(scripted());

        assertThat(catalog.problems()).isEmpty();
        assertThat(catalog.tools()).extracting(McpTool::name).contains("echo", "grow", "append")
                .doesNotContain("delete", "unknown_effect");
        McpTool echo = tool(catalog, "echo");
        assertThat(echo.definition().at("/function/parameters/required/0").asText()).isEqualTo("text");
        assertThat(echo.definition().at("/function/description").asText()).isEqualTo("Returns its text.");
    }

    @Test
    void theOperatorApprovesAllowsAndDenies() {
        ToolCatalog catalog = open(
                scripted().server("approve-tools", "del*").server("allow-tools", "delete,e*,unknown*")
                        .server("deny-tools", "environment"));

        assertThat(catalog.tools()).extracting(McpTool::name).containsExactlyInAnyOrder("echo", "delete");
    }

    @Test
    void aCallReturnsTextInAnyLanguage() {
        ToolCatalog catalog = open(scripted());
        ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("text", "naïve\n日本 \uD83D\uDE00");

        assertThat(tool(catalog, "echo").invocation().call(arguments).await().atMost(LONG))
                .isEqualTo(ToolResult.of("naïve\n日本 \uD83D\uDE00"));
    }

    @Test
    void failuresAreResults() {
        ToolCatalog catalog = open(scripted());

        assertThat(call(catalog, "fail")).isEqualTo(ToolResult.failed("no such file"));
        assertThat(call(catalog, "reject")).isEqualTo(ToolResult.failed("bad arguments"));
    }

    @Test
    void theProgramSeesNothingOfTheEnvironmentButAFewVariables() throws IOException {
        // The variable stands for a key: whatever this process has must not reach the program
        assertThat(System.getenv()).as("variables of this process").hasSizeGreaterThan(3);
        ToolCatalog catalog = open(scripted().server("env.GREETING", "hello"));
        var seen = new com.fasterxml.jackson.databind.ObjectMapper().readTree(call(catalog, "environment").text());

        assertThat(seen.path("GREETING").asText()).isEqualTo("hello");
        assertThat(seen.fieldNames()).toIterable().isSubsetOf("GREETING", "LOG", "PATH", "HOME", "USER", "LOGNAME",
                "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "PWD", "SHLVL", "_");
    }

    @Test
    void aLongResultLosesItsMiddle() {
        ToolCatalog catalog = open(scripted().server("max-result-characters", "1000"));

        assertThat(call(catalog, "big").text()).hasSizeLessThan(1_100).contains("99000 characters left out");
    }

    @Test
    void aCallEndsAtItsTimeoutAndTheServerIsTold() {
        ToolCatalog catalog = open(scripted().server("timeout", "2S"));

        assertThat(call(catalog, "slow")).isEqualTo(ToolResult.failed("No result within 2000 ms."));
        await().atMost(LONG).until(() -> logged().contains("notifications/cancelled"));
        assertThat(call(catalog, "append").error()).isFalse();
    }

    @Test
    void cancellingACallTellsTheServer() {
        ToolCatalog catalog = open(scripted());
        var running = tool(catalog, "slow").invocation().call(JsonNodeFactory.instance.objectNode()).subscribe()
                .with(result -> {
                });
        await().atMost(LONG).until(() -> logged().contains("tools/call"));
        running.cancel();

        await().atMost(LONG).until(() -> logged().contains("notifications/cancelled"));
    }

    @Test
    void callsRunAtTheSameTime() {
        ToolCatalog catalog = open(scripted());
        tool(catalog, "slow").invocation().call(JsonNodeFactory.instance.objectNode()).subscribe().with(result -> {
        });

        assertThat(call(catalog, "append").text()).isEqualTo("append called");
    }

    @Test
    void aCrashFailsTheCallAndTheProgramIsStartedAgain() {
        ToolCatalog catalog = open(scripted());

        assertThat(call(catalog, "crash")).isEqualTo(ToolResult.failed("The server of the tool is not available."));
        // The call may fail before the session knows that the connection is lost
        await("during the delay").atMost(LONG)
                .until(() -> catalog().problems().equals(List.of("MCP server 'files' is not available")));
        time.advance(Duration.ofSeconds(1));
        assertThat(catalog().problems()).isEmpty();
        assertThat(call(catalog(), "append").text()).isEqualTo("append called");
        assertThat(logged()).filteredOn(line -> line.startsWith("started")).hasSize(2);
    }

    @Test
    void aMessageWithoutEndStopsTheProgram() {
        ToolCatalog catalog = open(scripted().server("max-message-bytes", "200000"));

        assertThat(call(catalog, "flood").error()).isTrue();
        long program = Long.parseLong(logged().get(0).substring("started ".length()));
        await().atMost(LONG).until(() -> ProcessHandle.of(program).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void theListFollowsTheServer() {
        ToolCatalog catalog = open(scripted());
        assertThat(catalog.find("files__new")).isEmpty();
        call(catalog, "grow");

        await().atMost(LONG).until(() -> catalog().find("files__new").isPresent());
    }

    @Test
    void closingEndsTheProgramAndItsChildren() {
        ToolCatalog catalog = open(scripted());
        long child = Long.parseLong(call(catalog, "child").text());
        long program = Long.parseLong(logged().get(0).substring("started ".length()));
        assertThat(ProcessHandle.of(child)).isPresent();
        sessions.close();

        for (long id : new long[]{program, child}) {
            await().atMost(LONG).until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotAvailableAndItsProgramEnds() {
        ToolCatalog catalog = open(scripted().server("env.MUTE", "1").server("start-timeout", "1S"));

        assertThat(catalog.tools()).isEmpty();
        assertThat(catalog.problems()).containsExactly("MCP server 'files' is not available");
        // It may have been stopped before it logged its number
        await().atMost(LONG).until(() -> ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .noneMatch(child -> child.info().commandLine().orElse("").contains("scripted_server")));
    }

    @Test
    void aProgramThatDoesNotExistIsNotAvailableAndOthersAre() {
        ToolCatalog catalog = open(scripted().with("ponder.mcp.servers.none.command", "/no/such/program"));

        assertThat(catalog.problems()).containsExactly("MCP server 'none' is not available");
        assertThat(catalog.tools()).isNotEmpty();
    }

    @Test
    void moreToolsThanAModelAcceptsAreLeftOut() {
        ToolCatalog catalog = open(scripted().with("ponder.mcp.max-tools", "2"));

        assertThat(catalog.tools()).hasSize(2);
        assertThat(catalog.problems()).singleElement().asString().contains("ponder.mcp.max-tools");
    }

    @Test
    void withoutServersThereAreNoTools() {
        assertThat(open(new McpTestConfig())).isEqualTo(new ToolCatalog(List.of(), List.of()));
    }
}
