/** The Robots Exclusion Protocol (RFC 9309). */
@NullMarked
package dev.ponder.retrieval.fetch.robots;

import org.jspecify.annotations.NullMarked;
