/** Model servers with OpenAI's API over HTTP. */
@NullMarked
package dev.ponder.runtime.upstream.openai;

import org.jspecify.annotations.NullMarked;
