/** Requests and replies of V1 that are CloudEvents, in binary and structured form. */
@NullMarked
package dev.ponder.runtime.rest.kserve.cloudevents;

import org.jspecify.annotations.NullMarked;
