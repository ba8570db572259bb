/** Tools of Model Context Protocol servers, as strategies see them. */
@NullMarked
package dev.ponder.mcp;

import org.jspecify.annotations.NullMarked;
