/**
 * Plan search (arXiv:2409.03733): searches over plans in natural language, because plans differ in their ideas where
 * repeated answers differ in their words.
 *
 * <p>Observations about the problem are combined, further observations are derived from each combination, and each
 * combination leads to a plan. The paper writes a program from every plan and tests them all. Here a judge chooses the plan
 * before the answer is written, so that one call writes the answer and its tokens are streamed; plans that state the same
 * result support each other (weighted best of N, arXiv:2408.03314). It plans answers of any kind, not only programs.
 */
@NullMarked
package dev.ponder.strategies.plansearch;

import org.jspecify.annotations.NullMarked;
