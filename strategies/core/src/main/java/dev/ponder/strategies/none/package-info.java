/** The upstream's own answer: a plain proxy, and the baseline for comparing strategies. */
@NullMarked
package dev.ponder.strategies.none;

import org.jspecify.annotations.NullMarked;
