/** How a client is recognized: API keys and tokens. */
@NullMarked
package dev.ponder.runtime.security.access;

import org.jspecify.annotations.NullMarked;
