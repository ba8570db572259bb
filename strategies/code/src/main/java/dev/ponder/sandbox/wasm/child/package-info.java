/**
 * What runs in the process of the sandbox {@code wasm}: CPython as WebAssembly, and the few functions that it may call. Needs Java 25;
 * nothing of the server loads it.
 */
@NullMarked
package dev.ponder.sandbox.wasm.child;

import org.jspecify.annotations.NullMarked;
