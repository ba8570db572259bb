/**
 * Self-consistency: samples several reasoning paths and returns the most frequent answer (Wang et al., arXiv
 * 2203.11171). Sampling stops as soon as the vote is decided, or probably decided (Adaptive-Consistency, arXiv
 * 2305.11860), or a window of samples agrees (Early-Stopping Self-Consistency, arXiv 2401.10480).
 */
@NullMarked
package dev.ponder.strategies.self_consistency;

import org.jspecify.annotations.NullMarked;
