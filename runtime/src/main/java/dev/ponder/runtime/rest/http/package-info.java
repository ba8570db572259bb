/** Reads request bodies and writes responses over HTTP. */
@NullMarked
package dev.ponder.runtime.rest.http;

import org.jspecify.annotations.NullMarked;
