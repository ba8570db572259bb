/** Traces of requests in OpenTelemetry's conventions for generative AI. */
@NullMarked
package dev.ponder.runtime.tracing;

import org.jspecify.annotations.NullMarked;
