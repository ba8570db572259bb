package dev.ponder.mcp.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.mcp.config.McpConfig.Transport;
import dev.ponder.mcp.config.ServerDefinition.Program;
import dev.ponder.mcp.config.ServerDefinition.Remote;

/**
 * Reads the file {@code mcp_config.json} of OptiLLM, and the files of Claude Desktop, VS Code, Cursor, Cline, Windsurf and
 * Gemini CLI, which differ in the names of some members. Comments and trailing commas are allowed. Immutable.
 */
final class HostConfigFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int RESULT_CHARACTERS = 20_000;
    private static final int MESSAGE_BYTES = 4_000_000;
    /** A larger number must be milliseconds, which some hosts use. */
    private static final double MOST_SECONDS = 1_000;

    private final VariableExpansion variables;

    HostConfigFile(VariableExpansion variables) {
        this.variables = variables;
    }

    /** The enabled servers by name. A supplier fails if the entry of its server is not valid. */
    Map<String, Supplier<ServerDefinition>> read(String text) throws JsonProcessingException {
        JsonNode file = JSON.readTree(text);
        JsonNode servers = file.path("mcpServers").isObject() ? file.path("mcpServers") : file.path("servers");
        if (!servers.isObject()) {
            throw new IllegalArgumentException("no object mcpServers");
        }
        var definitions = new LinkedHashMap<String, Supplier<ServerDefinition>>();
        servers.properties().forEach(server -> {
            if (!server.getValue().path("disabled").asBoolean()) {
                definitions.put(server.getKey(), () -> definition(server.getKey(), server.getValue()));
            }
        });
        return definitions;
    }

    private ServerDefinition definition(String name, JsonNode entry) {
        Optional<String> url = text(entry, "url", "httpUrl", "serverUrl");
        return new ServerDefinition(name,
                ServerDefinitions.access(transport(entry, name), text(entry, "command"), url, name,
                        command -> new Program(command, texts(entry, "args"), map(entry, "env"), text(entry, "cwd")),
                        (address, events) -> new Remote(address, map(entry, "headers"), events)),
                timeout(entry), TIMEOUT,
                new ToolFilter(entry.has("includeTools") ? Optional.of(texts(entry, "includeTools")) : Optional.empty(),
                        both(entry, "excludeTools", "disabledTools"), both(entry, "alwaysAllow", "autoApprove")),
                RESULT_CHARACTERS, MESSAGE_BYTES);
    }

    private static @Nullable Transport transport(JsonNode entry, String name) {
        String value = entry.path("transport").asText(entry.path("type").asText()).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "" -> null;
            case "stdio" -> Transport.STDIO;
            case "sse" -> Transport.SSE;
            case "http", "streamable-http", "streamable_http", "streamablehttp" -> Transport.HTTP;
            default -> throw new IllegalArgumentException(
                    name + ": transport " + value + " (expected stdio, http or sse)");
        };
    }

    /** OptiLLM's {@code timeout} is that of the connection, and the one for results has another name. */
    private static Duration timeout(JsonNode entry) {
        double number = entry.path("sse_read_timeout").asDouble(entry.path("timeout").asDouble());
        if (number <= 0) {
            return TIMEOUT;
        }
        return Duration.ofMillis(Math.round(number >= MOST_SECONDS ? number : number * 1000));
    }

    private Optional<String> text(JsonNode entry, String... names) {
        return Stream.of(names).map(entry::path).filter(JsonNode::isTextual).map(JsonNode::asText).findFirst()
                .map(variables::expand);
    }

    private List<String> texts(JsonNode entry, String name) {
        var texts = new ArrayList<String>();
        entry.path(name).forEach(item -> texts.add(variables.expand(item.asText())));
        return texts;
    }

    private List<String> both(JsonNode entry, String one, String other) {
        return Stream.concat(texts(entry, one).stream(), texts(entry, other).stream()).toList();
    }

    private Map<String, String> map(JsonNode entry, String name) {
        var map = new LinkedHashMap<String, String>();
        entry.path(name).properties()
                .forEach(member -> map.put(member.getKey(), variables.expand(member.getValue().asText())));
        return map;
    }
}
