/** What is known about providers of OpenAI's API: addresses, variables and differences. */
@NullMarked
package dev.ponder.runtime.upstream.openai.preset;

import org.jspecify.annotations.NullMarked;
