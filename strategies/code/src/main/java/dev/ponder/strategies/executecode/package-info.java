/**
 * A code interpreter: the model writes programs, a sandbox runs them, the model reads their output or their error and goes on, as in PAL
 * (arXiv:2211.10435) and CodeAct (arXiv:2402.01030), and a last call writes the answer.
 */
@NullMarked
package dev.ponder.strategies.executecode;

import org.jspecify.annotations.NullMarked;
