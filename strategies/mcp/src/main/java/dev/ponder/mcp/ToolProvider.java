package dev.ponder.mcp;

import io.smallrye.mutiny.Uni;

/** The tools of all MCP servers that the operator configures. Thread-safe. */
public interface ToolProvider {

    /**
     * The tools that models may call now. The first subscription connects to the servers; later ones use the open
     * sessions. A server that is not available is reported in the catalog and fails nothing. Emits on any thread.
     */
    Uni<ToolCatalog> tools();
}
