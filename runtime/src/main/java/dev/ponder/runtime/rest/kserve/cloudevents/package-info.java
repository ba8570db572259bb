/** V1 requests and responses as CloudEvents, in binary and structured mode. */
@NullMarked
package dev.ponder.runtime.rest.kserve.cloudevents;

import org.jspecify.annotations.NullMarked;
