/** CPython as WebAssembly in a Java process of its own, which has neither files nor network nor the server's environment. */
@NullMarked
package dev.ponder.sandbox.wasm;

import org.jspecify.annotations.NullMarked;
