/** Served models: their definitions, names and states, loading and unloading, and the pipeline of hook methods. */
@NullMarked
package dev.ponder.runtime.serving;

import org.jspecify.annotations.NullMarked;
