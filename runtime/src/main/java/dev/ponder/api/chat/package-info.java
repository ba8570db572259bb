/**
 * The chat model of OpenAI's API as immutable values. Unknown JSON members are kept and forwarded, and roles and finish
 * reasons may have any value.
 */
@NullMarked
package dev.ponder.api.chat;

import org.jspecify.annotations.NullMarked;
