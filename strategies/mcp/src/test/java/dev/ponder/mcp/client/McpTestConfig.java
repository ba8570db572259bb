package dev.ponder.mcp.client;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.ponder.mcp.config.McpConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** A configuration of MCP servers for a test. */
public final class McpTestConfig {

    public McpTestConfig() {
    }

    private final Map<String, String> properties = new HashMap<>();

    /** The scripted server, under the name {@code files}. */
    public static McpTestConfig scripted() {
        return new McpTestConfig().server("command", "/usr/bin/python3")
                .server("args[0]", resource("scripted_server.py").toString())
                .server("timeout", "10S").server("start-timeout", "20S");
    }

    public McpTestConfig server(String property, String value) {
        return with("ponder.mcp.servers.files." + property, value);
    }

    public McpTestConfig with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    public McpConfig config() {
        return new SmallRyeConfigBuilder().withMapping(McpConfig.class).withConverter(java.time.Duration.class, 200,
                new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 500)).build()
                .getConfigMapping(McpConfig.class);
    }

    public static Path resource(String name) {
        try {
            return Path.of(McpTestConfig.class.getClassLoader().getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
