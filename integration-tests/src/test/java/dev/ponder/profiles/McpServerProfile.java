package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The strategies as tools of an MCP server, with the simulated model, which is always right. */
public class McpServerProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.sim.enabled", "true",
                "ponder.sim.accuracy", "1",
                "ponder.sim.first-token", "0S",
                "ponder.sim.token-delay", "0S",
                "ponder.mcp.server.enabled", "true",
                "ponder.mcp.server.model", "sim");
    }
}
