/** The sandboxes for programs: their settings, which of them this server uses, and what its health check says about it. */
@NullMarked
package dev.ponder.sandbox;

import org.jspecify.annotations.NullMarked;
