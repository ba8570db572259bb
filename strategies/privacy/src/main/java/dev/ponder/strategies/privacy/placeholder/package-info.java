/** Placeholders: their form, the values that they stand for, and how a model may alter them. */
@NullMarked
package dev.ponder.strategies.privacy.placeholder;

import org.jspecify.annotations.NullMarked;
