/**
 * CePO, Cerebras Planning and Optimization: plans are written and carried out several times, the solutions are compared
 * for inconsistencies, and the answer is written from the best of several such solutions.
 *
 * <p>After the <a href="https://www.cerebras.ai/blog/cepo">description by Cerebras</a>, which combines plans that are
 * carried out step by step (Plan-and-Solve, arXiv:2305.04091), comparison instead of verification (arXiv:2502.01839),
 * and best of N (arXiv:2110.14168). Here the solutions are rated before the answer is written, so that one call writes
 * it and its tokens can be streamed. Agreement ends the work early (compute-optimal allocation, arXiv:2408.03314).
 */
@NullMarked
package dev.ponder.strategies.cepo;

import org.jspecify.annotations.NullMarked;
