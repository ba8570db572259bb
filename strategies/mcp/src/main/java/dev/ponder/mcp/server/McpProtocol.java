package dev.ponder.mcp.server;

import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.mcp.config.McpConfig;
import dev.ponder.runtime.rest.protocol.Protocol;
import dev.ponder.runtime.rest.protocol.Route;

/** The Model Context Protocol by streamable HTTP. It has no paths unless the operator enables it. */
@Singleton
public class McpProtocol implements Protocol {

    static final String PATH = "/mcp";

    private final boolean enabled;

    McpProtocol(McpConfig config) {
        this.enabled = config.server().enabled();
    }

    @Override
    public List<String> pathPrefixes() {
        return enabled ? List.of(PATH) : List.of();
    }

    @Override
    public List<Route> routes() {
        return enabled ? List.of(Route.post(PATH)) : List.of();
    }

    @Override
    public JsonNode errorBody(InferenceException failure) {
        return JsonRpc.error(null, failure.status() < 500 ? JsonRpc.INVALID_REQUEST : JsonRpc.INTERNAL_ERROR,
                String.valueOf(failure.getMessage()));
    }
}
