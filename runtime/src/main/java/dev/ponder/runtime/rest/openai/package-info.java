/** OpenAI's endpoints. */
@NullMarked
package dev.ponder.runtime.rest.openai;

import org.jspecify.annotations.NullMarked;
