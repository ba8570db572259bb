package dev.ponder.mcp.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.ponder.mcp.config.McpConfig.McpServerSettings;
import dev.ponder.mcp.config.McpConfig.Transport;
import dev.ponder.mcp.config.ServerDefinition.Access;
import dev.ponder.mcp.config.ServerDefinition.Program;
import dev.ponder.mcp.config.ServerDefinition.Remote;

/**
 * The servers that the operator configures.
 *
 * @param servers the servers whose configuration is complete
 * @param errors what is wrong with the others: the reason by the name of the server, or of the file; without secrets
 */
public record ServerDefinitions(List<ServerDefinition> servers, Map<String, String> errors) {

    /** Copies the collections. */
    public ServerDefinitions {
        servers = List.copyOf(servers);
        errors = Map.copyOf(errors);
    }

    /** Reads the configuration and the file. Blocks while it reads the file. */
    public static ServerDefinitions read(McpConfig config, UnaryOperator<@Nullable String> environment) {
        var servers = new ArrayList<ServerDefinition>();
        var errors = new LinkedHashMap<String, String>();
        config.servers().forEach((name, settings) -> {
            if (settings.enabled()) {
                add(name, () -> of(name, settings), servers, errors);
            }
        });
        config.configFile().ifPresent(path -> {
            try {
                var variables = new VariableExpansion(config.environment().orElse(List.of()), environment);
                new HostConfigFile(variables).read(Files.readString(Path.of(path))).forEach((name, definition) -> {
                    if (!config.servers().containsKey(name)) {
                        add(name, definition::get, servers, errors);
                    }
                });
            } catch (IOException | RuntimeException e) {
                errors.put("ponder.mcp.config-file", path + ": " + reason(e)
                        + " (expected a JSON file with the object mcpServers)");
            }
        });
        return new ServerDefinitions(servers, errors);
    }

    private static String reason(Exception e) {
        return e instanceof IOException && !(e instanceof JsonProcessingException)
                ? "cannot be read"
                : String.valueOf(e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.getMessage());
    }

    private static void add(String name, Supplier<ServerDefinition> definition,
            List<ServerDefinition> servers, Map<String, String> errors) {
        try {
            servers.add(definition.get());
        } catch (IllegalArgumentException e) {
            errors.put(name, String.valueOf(e.getMessage()));
        }
    }

    private static ServerDefinition of(String name, McpServerSettings settings) {
        String property = "ponder.mcp.servers." + name;
        return new ServerDefinition(name,
                access(settings.transport().orElse(null), settings.command(), settings.url(), property,
                        command -> new Program(command, settings.args().orElse(List.of()), settings.env(),
                                settings.directory()),
                        (url, events) -> new Remote(url, settings.headers(), events)),
                settings.timeout(), settings.startTimeout(),
                new ToolFilter(settings.allowTools(), settings.denyTools().orElse(List.of()),
                        settings.approveTools().orElse(List.of())),
                settings.maxResultCharacters(), settings.maxMessageBytes());
    }

    interface ProgramFactory {
        Access of(String command);
    }

    interface RemoteFactory {
        Access of(URI url, boolean events);
    }

    static Access access(@Nullable Transport transport, Optional<String> command, Optional<String> url, String place,
            ProgramFactory program, RemoteFactory remote) {
        if (command.isPresent() == url.isPresent()) {
            throw new IllegalArgumentException(place + ": " + (url.isPresent() ? "command and url" : "neither command nor url")
                    + " (expected a command for a program or a url for an HTTP server)");
        }
        if (transport != null && (transport == Transport.STDIO) != command.isPresent()) {
            throw new IllegalArgumentException(place + ": transport " + transport.name().toLowerCase(Locale.ROOT)
                    + (command.isPresent() ? " with a command" : " with a url") + " (expected "
                    + (command.isPresent() ? "stdio" : "http or sse") + ")");
        }
        return command.map(program::of).orElseGet(() -> remote.of(address(url.orElseThrow(), place),
                transport == Transport.SSE));
    }

    private static URI address(String url, String place) {
        try {
            URI uri = URI.create(url);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The message would contain the URL, which may have a key
        }
        throw new IllegalArgumentException(place + ": the url is not valid (expected http:// or https:// and a host)");
    }
}
