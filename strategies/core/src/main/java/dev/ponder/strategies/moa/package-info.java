/**
 * Mixture of agents: several drafts, a critique, and one answer written from them.
 *
 * <p>After Wang et al. (arXiv:2406.04692): agents answer on their own, in as many layers as wanted, where each layer
 * reads the one before it, and an aggregator writes the answer from the last. The drafts are samples of one model
 * unless others are named, as Self-MoA (arXiv:2502.00674) found the best model's own samples to be hard to beat. The
 * critique between drafts and answer is that of Patched MOA (arXiv:2407.18521).
 */
@NullMarked
package dev.ponder.strategies.moa;

import org.jspecify.annotations.NullMarked;
