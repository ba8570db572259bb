/** KServe's protocols: how the server is, and what it measures. */
@NullMarked
package dev.ponder.runtime.rest.kserve;

import org.jspecify.annotations.NullMarked;
