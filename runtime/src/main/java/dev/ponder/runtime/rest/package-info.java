/** HTTP endpoints. Each protocol has a package of its own below; what protocols share is in packages beside them. */
@NullMarked
package dev.ponder.runtime.rest;

import org.jspecify.annotations.NullMarked;
