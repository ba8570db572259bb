/** OpenAI's endpoints. They read, render and decide nothing: that is the engine's. */
@NullMarked
package dev.ponder.runtime.rest.openai;

import org.jspecify.annotations.NullMarked;
