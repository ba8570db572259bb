/** The upstream's own answer: the plain proxy, and the baseline of every comparison. */
@NullMarked
package dev.ponder.strategies.none;

import org.jspecify.annotations.NullMarked;
