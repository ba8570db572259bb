/** Bytes between clients and endpoints: bodies in, streams out, and a client that leaves. */
@NullMarked
package dev.ponder.runtime.rest.http;

import org.jspecify.annotations.NullMarked;
