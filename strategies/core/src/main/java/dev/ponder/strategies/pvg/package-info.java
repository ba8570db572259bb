/**
 * Prover-verifier game at inference time: helpful provers solve the request, sneaky provers write wrong solutions that look
 * right, and a verifier that does not know which is which checks all of them.
 *
 * <p>Kirchner et al. (arXiv:2407.13692, after arXiv:2108.12099) train the three against each other. Without training, the
 * sneaky solutions calibrate the verifier: as long as it scores them like helpful ones, its scores decide nothing. It then
 * compares solutions directly (arXiv:2502.01839), and what misled it becomes known to provers and verifier in the next
 * round. Several verifications of a solution are averaged, as for generative verifiers (arXiv:2408.15240). The optional
 * rewrite separates legibility from correctness (arXiv:2602.23248): it rewrites the chosen solution so that it is easy to
 * check, and must keep its answer.
 */
@NullMarked
package dev.ponder.strategies.pvg;

import org.jspecify.annotations.NullMarked;
