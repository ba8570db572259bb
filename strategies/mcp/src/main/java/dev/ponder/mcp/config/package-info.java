/** Which MCP servers there are: the configuration, and the file that other MCP hosts read. */
@NullMarked
package dev.ponder.mcp.config;

import org.jspecify.annotations.NullMarked;
