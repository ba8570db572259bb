/**
 * The one chat model: OpenAI-shaped values. Sets that grow (roles, finish reasons) are open value types; members that
 * this model does not know are kept and sent on.
 */
@NullMarked
package dev.ponder.api.chat;

import org.jspecify.annotations.NullMarked;
