/**
 * Monte Carlo tree search over answers: samples answers, grades them, and spends further calls where the grades promise most, on
 * a refined answer or on a new one.
 *
 * <p>A node is an answer to the client's question, as in MCTSr (arXiv:2406.07394); the search decides between wider and
 * deeper at each node, as in AB-MCTS (arXiv:2503.04412). Nothing is simulated but answers: their grade is the reward. A
 * model's correction of itself often makes an answer worse (arXiv:2310.01798), so a refined answer replaces its parent only
 * if it is graded better. Answers with equal values add up their grades (weighted best of N, arXiv:2408.03314).
 */
@NullMarked
package dev.ponder.strategies.mcts;

import org.jspecify.annotations.NullMarked;
