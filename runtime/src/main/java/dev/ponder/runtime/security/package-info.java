/** Clients of the server, their permissions and limits. */
@NullMarked
package dev.ponder.runtime.security;

import org.jspecify.annotations.NullMarked;
