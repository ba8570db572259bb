package dev.ponder.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.mcp.client.McpTestConfig;
import dev.ponder.mcp.config.ServerDefinition.Program;
import dev.ponder.mcp.config.ServerDefinition.Remote;

class ServerDefinitionsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "OPENAI_API_KEY", "sk-1", "EMPTY", "");

    @TempDir
    Path folder;

    private ServerDefinitions read(String file) {
        return read(new McpTestConfig(), file);
    }

    private ServerDefinitions read(McpTestConfig config, String file) {
        try {
            Path path = Files.writeString(folder.resolve("mcp_config.json"), file);
            return ServerDefinitions.read(config.with("ponder.mcp.config-file", path.toString())
                    .with("ponder.mcp.environment", "TOKEN,EMPTY,UNSET").config(), ENVIRONMENT::get);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerDefinition only(ServerDefinitions definitions) {
        assertThat(definitions.errors()).isEmpty();
        assertThat(definitions.servers()).hasSize(1);
        return definitions.servers().get(0);
    }

    @Test
    void theFileOfOptiLlmIsRead() {
        ServerDefinitions definitions = read("""
                { "log_level": "INFO",
                  "mcpServers": {
                    "filesystem": { "transport": "stdio", "command": "npx", "args": ["-y", "pkg", "/dir"],
                                    "env": {"KEY": "${TOKEN}"}, "description": "Files" },
                    "github": { "transport": "sse", "url": "https://example.com/mcp?x=1",
                                "headers": {"Authorization": "Bearer ${TOKEN}"}, "timeout": 5.0, "sse_read_timeout": 300.0 } } }
                """);

        assertThat(definitions.errors()).isEmpty();
        ServerDefinition files = definitions.servers().get(0);
        assertThat(files.name()).isEqualTo("filesystem");
        assertThat(files.timeout()).isEqualTo(Duration.ofSeconds(60));
        Program program = (Program) files.access();
        assertThat(program.command()).isEqualTo("npx");
        assertThat(program.args()).containsExactly("-y", "pkg", "/dir");
        assertThat(program.env()).containsExactly(Map.entry("KEY", "s3cret"));
        ServerDefinition github = definitions.servers().get(1);
        assertThat(github.timeout()).isEqualTo(Duration.ofSeconds(300));
        Remote remote = (Remote) github.access();
        assertThat(remote.url()).isEqualTo(URI.create("https://example.com/mcp?x=1"));
        assertThat(remote.headers()).containsExactly(Map.entry("Authorization", "Bearer s3cret"));
        assertThat(remote.events()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VS Code     | {"servers": {"a": {"type": "http", "url": "https://h/m"}}}
            Claude      | {"mcpServers": {"a": {"url": "https://h/m"}}}
            Gemini CLI  | {"mcpServers": {"a": {"httpUrl": "https://h/m", "timeout": 30000}}}
            Windsurf    | {"mcpServers": {"a": {"serverUrl": "https://h/m"}}}
            comments    | {"mcpServers": {/* one */ "a": {"url": "https://h/m",},}}
            disabled    | {"mcpServers": {"a": {"url": "https://h/m"}, "b": {"command": "x", "disabled": true}}}
            """)
    void filesOfOtherHostsAreRead(String host, String file) {
        ServerDefinition server = only(read(file));

        assertThat(server.access()).as(host).isInstanceOfSatisfying(Remote.class, remote -> {
            assertThat(remote.url()).isEqualTo(URI.create("https://h/m"));
            assertThat(remote.events()).isFalse();
        });
        assertThat(server.timeout()).isIn(Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${TOKEN}                  | s3cret
            Bearer ${TOKEN}!          | Bearer s3cret!
            ${env:TOKEN}/${TOKEN}     | s3cret/s3cret
            ${EMPTY:-none}            | none
            ${UNSET:-a b}             | a b
            ${UNSET:-}x               | x
            cost: $5                  | cost: $5
            """)
    void variablesAreExpandedAnywhereInAValue(String value, String expanded) {
        Program program = (Program) only(read("{\"mcpServers\": {\"a\": {\"command\": \"c\", \"args\": [\"" + value
                + "\"]}}}")).access();

        assertThat(program.args()).containsExactly(expanded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"command": "${OPENAI_API_KEY}"}                  | ponder.mcp.environment
            {"command": "c", "env": {"A": "x${HOME:-y}"}}     | ${HOME}: not allowed
            {"command": "${UNSET}"}                           | ${UNSET}: not set
            {"command": "${input:token}"}                     | not supported
            {"command": "c", "args": ["${TOKEN"]}             | not supported
            {"transport": "websocket", "url": "wss://x"}      | transport websocket (expected stdio, http or sse)
            {"url": "wss://x"}                                | the url is not valid
            {"url": "https://${TOKEN}@@/"}                    | the url is not valid
            {"command": "c", "url": "https://x"}              | command and url
            {}                                                | neither command nor url
            {"transport": "stdio", "url": "https://x"}        | transport stdio with a url
            """)
    void aServerThatIsNotValidIsLeftOutWithAReason(String entry, String reason) {
        ServerDefinitions definitions = read("{\"mcpServers\": {\"a\": " + entry
                + ", \"good\": {\"command\": \"c\"}}}");

        assertThat(definitions.servers()).extracting(ServerDefinition::name).containsExactly("good");
        assertThat(definitions.errors()).hasSize(1);
        assertThat(definitions.errors().get("a")).contains(reason).doesNotContain("s3cret").doesNotContain("sk-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"nothing", "{}", "[]", "{\"mcpServers\": 1}"})
    void aFileThatIsNotValidIsAnError(String file) {
        assertThat(read(file).errors()).containsOnlyKeys("ponder.mcp.config-file");
    }

    @Test
    void aServerOfTheConfigurationReplacesTheOneOfTheFile() {
        ServerDefinition server = only(read(new McpTestConfig().server("url", "https://configured/m"),
                "{\"mcpServers\": {\"files\": {\"command\": \"c\"}}}"));

        assertThat(server.access()).isInstanceOf(Remote.class);
    }

    @Test
    void namesOfToolsAreFiltered() {
        ToolFilter filter = only(read("""
                {"mcpServers": {"a": {"command": "c", "includeTools": ["read_*", "write"], "excludeTools": ["read_all"],
                    "alwaysAllow": ["write"]}}}""")).filter();

        assertThat(List.of("read_one", "read_all", "write", "other")).filteredOn(filter::allows)
                .containsExactly("read_one", "write");
        assertThat(filter.approves("write")).isTrue();
        assertThat(filter.approves("read_one")).isFalse();
    }

    @Test
    void nothingShowsSecretsInItsText() {
        assertThat(read("{\"mcpServers\": {\"a\": {\"command\": \"c\", \"env\": {\"K\": \"${TOKEN}\"}},"
                + "\"b\": {\"url\": \"https://h/?k=${TOKEN}\"}}}").toString()).doesNotContain("s3cret");
    }
}
