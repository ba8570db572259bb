/** The formats of OpenAI's responses: chat completions, text completions, chunks and errors. */
@NullMarked
package dev.ponder.runtime.rest.openai.wire;

import org.jspecify.annotations.NullMarked;
