/** The strategy {@code mcp}: a model that calls tools of Model Context Protocol servers. */
@NullMarked
package dev.ponder.strategies.mcp;

import org.jspecify.annotations.NullMarked;
