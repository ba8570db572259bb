/** Events of requests for listeners such as metrics, traces and conversation logs, and the registry of running requests. */
@NullMarked
package dev.ponder.runtime.event;

import org.jspecify.annotations.NullMarked;
