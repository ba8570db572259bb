/** Model servers that speak OpenAI's chat completions over HTTP. */
@NullMarked
package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.NullMarked;
