/**
 * Best of N: draw several answers, keep the best.
 *
 * <p>After Cobbe et al. (arXiv:2110.14168), where a trained verifier chooses. Here a model does, and in the ways that
 * later work found better than asking for grades: it ranks all answers in one prompt (GenSelect, arXiv:2504.16891,
 * 2507.17797) or compares pairs of them (arXiv:2501.13007), each time in opposite orders, since judges favour places
 * (arXiv:2306.05685). Where the answers can be compared by their value, agreement is heard before any judge.
 */
@NullMarked
package dev.ponder.strategies.bon;

import org.jspecify.annotations.NullMarked;
