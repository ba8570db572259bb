/**
 * Structured replies: {@link dev.ponder.toolkit.reply.ReplyFormat} asks a model for a JSON object, reads what it returns
 * tolerantly, and asks once more when the reply cannot be read. Depends on {@code dev.ponder.api}
 * and {@code toolkit.text}.
 */
@NullMarked
package dev.ponder.toolkit.reply;

import org.jspecify.annotations.NullMarked;
