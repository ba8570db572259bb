/** Majority voting: the plain vote of many samples (arXiv 2203.11171), one wave, counted by the answers' meaning. */
@NullMarked
package dev.ponder.strategies.majority_voting;

import org.jspecify.annotations.NullMarked;
