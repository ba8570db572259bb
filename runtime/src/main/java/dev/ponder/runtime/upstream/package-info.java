/** Model servers: the interface to one, the registry, load balancing, retries, circuit breakers and limits. */
@NullMarked
package dev.ponder.runtime.upstream;

import org.jspecify.annotations.NullMarked;
