/**
 * Monte Carlo tree search in its textbook parts (Browne et al., "A Survey of Monte Carlo Tree Search Methods", 2012):
 * {@link dev.ponder.toolkit.search.SearchNode} keeps the statistics and backs rewards up,
 * {@link dev.ponder.toolkit.search.TreePolicy} chooses between children, {@link dev.ponder.toolkit.search.Frontier} selects
 * the nodes to expand, and {@link dev.ponder.toolkit.search.TreeSearch} runs simulations in parallel waves. What a node
 * means, how it is expanded and how it is rewarded is the strategy's. Depends on nothing else of Ponder.
 */
@NullMarked
package dev.ponder.toolkit.search;

import org.jspecify.annotations.NullMarked;
