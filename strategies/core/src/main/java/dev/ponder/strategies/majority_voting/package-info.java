/** Majority voting: the most frequent final answer of many samples, drawn in parallel (arXiv 2203.11171). */
@NullMarked
package dev.ponder.strategies.majority_voting;

import org.jspecify.annotations.NullMarked;
