/**
 * Mixture of agents: one answer, written from several drafts and a critique of them.
 *
 * <p>After Wang et al. (arXiv:2406.04692): proposers answer independently, each further layer of them reads the drafts
 * of the layer before, and an aggregator writes the answer from the last layer. By default the drafts are samples of
 * one model, because Self-MoA (arXiv:2502.00674) found samples of the best model hard to beat. The critique between
 * drafts and answer is that of Patched MOA (arXiv:2407.18521).
 */
@NullMarked
package dev.ponder.strategies.moa;

import org.jspecify.annotations.NullMarked;
