/** Errors of requests. Each type has an HTTP status, an error type and code of OpenAI's API, and whether a retry may succeed. */
@NullMarked
package dev.ponder.api.error;

import org.jspecify.annotations.NullMarked;
