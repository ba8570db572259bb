package dev.ponder.mcp;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tools that a model may call. Immutable.
 *
 * @param tools the tools, each with a function name of its own
 * @param problems why some servers have no tools, one clause each, fit for clients
 */
public record ToolCatalog(List<McpTool> tools, List<String> problems) {

    /** Copies the lists. */
    public ToolCatalog {
        tools = List.copyOf(tools);
        problems = List.copyOf(problems);
    }

    /** The tool that a model calls by this name. */
    public Optional<McpTool> find(String function) {
        return tools.stream().filter(tool -> tool.function().equals(function)).findFirst();
    }

    /** The same catalog without the tools of these names, which belong to others. */
    public ToolCatalog without(Set<String> functions) {
        return new ToolCatalog(tools.stream().filter(tool -> !functions.contains(tool.function())).toList(), problems);
    }
}
