/**
 * Multi-agent reasoning: agents solve, aggregate, verify and improve solutions, and one streamed call writes the answer.
 *
 * <p>Aggregation is Recursive Self-Aggregation (arXiv:2509.26626): each loop replaces the whole population by solutions that
 * are aggregated from random subsets of it. Verification and improvement are those of the IMO 2025 solver
 * (arXiv:2507.15855): a checker who does not know the author looks for critical errors and gaps, and the solution is improved
 * with the report. Verification passes run in parallel here instead of one after another, and only one solution of each class of
 * equal answers is verified.
 */
@NullMarked
package dev.ponder.strategies.mars;

import org.jspecify.annotations.NullMarked;
