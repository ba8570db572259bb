/**
 * Replaces placeholders in an answer by the values that they stand for, over the borders of chunks.
 */
@NullMarked
package dev.ponder.strategies.privacy.restore;

import org.jspecify.annotations.NullMarked;
