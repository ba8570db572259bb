/** Counts what clients use in Redis, for all servers that use the same database. */
@NullMarked
package dev.ponder.runtime.quota.redis;

import org.jspecify.annotations.NullMarked;
