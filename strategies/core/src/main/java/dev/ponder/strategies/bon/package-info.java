/**
 * Best of N: draws several answers and returns the best.
 *
 * <p>In Cobbe et al. (arXiv:2110.14168) a trained verifier chooses. Here a model is the judge, by methods that later
 * work found better than grades: it ranks all answers in one prompt (GenSelect, arXiv:2504.16891, 2507.17797) or
 * compares pairs of them (arXiv:2501.13007), each in opposite orders, because judges have a position bias
 * (arXiv:2306.05685). The judge sees all distinct answers; answers with equal values add up their scores (weighted best of N,
 * arXiv:2408.03314), and only where all are the same value is no judge called.
 */
@NullMarked
package dev.ponder.strategies.bon;

import org.jspecify.annotations.NullMarked;
