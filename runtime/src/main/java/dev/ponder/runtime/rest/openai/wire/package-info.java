/** How answers are written in OpenAI's protocol: whole and in events, as messages and as texts. */
@NullMarked
package dev.ponder.runtime.rest.openai.wire;

import org.jspecify.annotations.NullMarked;
