package dev.ponder.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Uni;

/**
 * A tool of an MCP server. Description and schema are written by the server, and are as trustworthy as the server is.
 *
 * @param function the name by which models call it, which follows OpenAI's rule for functions
 * @param server the name of the server in the configuration
 * @param name the name of the tool on the server
 * @param description what the tool does; may be empty
 * @param schema the JSON Schema of the arguments; not to be changed
 * @param invocation calls the tool
 */
public record McpTool(String function, String server, String name, String description, ObjectNode schema,
        Invocation invocation) {

    /** Calls a tool. */
    @FunctionalInterface
    public interface Invocation {

        /**
         * Calls the tool once for each subscription. A failure of the tool or of its server is a result with an error;
         * the result is emitted on any thread. Cancelling tells the server to stop.
         */
        Uni<ToolResult> call(ObjectNode arguments);
    }

    /** The name for people: {@code filesystem.list_directory}. */
    public String label() {
        return server + "." + name;
    }

    /** The tool as an entry of {@code tools} in OpenAI's API. */
    public ObjectNode definition() {
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("type", "function");
        ObjectNode described = definition.putObject("function").put("name", function);
        if (!description.isEmpty()) {
            described.put("description", description);
        }
        described.set("parameters", schema);
        return definition;
    }
}
