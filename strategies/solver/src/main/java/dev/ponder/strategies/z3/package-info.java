/**
 * Solver-aided reasoning: the model states the problem, a constraint solver solves it, and the model explains the result.
 *
 * <p>As in SatLM (arXiv:2305.09656), the model writes what holds and not how to calculate it, so that the solver does the whole
 * reasoning; as in Logic-LM (arXiv:2305.12295), the solver's error messages are sent back for a repair. Several statements are
 * written in parallel and vote by their results (self-consistency, arXiv:2203.11171, which SatLM found to help). The language is
 * SMT-LIB, which no interpreter executes: a model writes no code that runs.
 */
@NullMarked
package dev.ponder.strategies.z3;

import org.jspecify.annotations.NullMarked;
