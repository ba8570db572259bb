/** The MCP server at {@code /mcp}, which offers the enabled strategies as tools by streamable HTTP. */
@NullMarked
package dev.ponder.mcp.server;

import org.jspecify.annotations.NullMarked;
