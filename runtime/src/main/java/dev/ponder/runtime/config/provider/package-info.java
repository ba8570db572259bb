/** OptiLLM's provider file as configuration of upstreams. */
@NullMarked
package dev.ponder.runtime.config.provider;

import org.jspecify.annotations.NullMarked;
