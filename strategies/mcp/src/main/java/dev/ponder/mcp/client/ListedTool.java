package dev.ponder.mcp.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/**
 * A tool as its server lists it, within limits of length.
 *
 * @param mayDestroy whether the server declares it neither as read-only nor as not destructive
 */
record ListedTool(String name, String description, ObjectNode schema, boolean mayDestroy) {

    private static final int MAX_NAME = 128;
    private static final int MAX_DESCRIPTION = 4_000;
    private static final int MAX_SCHEMA = 64_000;

    /** The tools without those whose names or schemas no model could use. */
    static List<ListedTool> all(List<Tool> tools, ObjectMapper json) {
        return tools.stream().map(tool -> of(tool, json)).flatMap(Optional::stream).toList();
    }

    private static Optional<ListedTool> of(Tool tool, ObjectMapper json) {
        ObjectNode schema = json.valueToTree(tool.inputSchema() == null ? Map.of() : tool.inputSchema());
        if (schema.path("type").isMissingNode()) {
            schema.put("type", "object");
        }
        String name = tool.name();
        if (name == null || name.isBlank() || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl) || schema.toString().length() > MAX_SCHEMA) {
            return Optional.empty();
        }
        String description = tool.description() == null ? "" : tool.description();
        return Optional.of(new ListedTool(name,
                description.substring(0, Math.min(description.length(), MAX_DESCRIPTION)), schema,
                mayDestroy(tool.annotations())));
    }

    /** The defaults are those of the protocol: a tool without annotations may destroy something. */
    private static boolean mayDestroy(@Nullable ToolAnnotations annotations) {
        return annotations == null || (!Boolean.TRUE.equals(annotations.readOnlyHint())
                && !Boolean.FALSE.equals(annotations.destructiveHint()));
    }
}
