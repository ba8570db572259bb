/** The MCP client: sessions with servers, their transports, and what their tools return. */
@NullMarked
package dev.ponder.mcp.client;

import org.jspecify.annotations.NullMarked;
