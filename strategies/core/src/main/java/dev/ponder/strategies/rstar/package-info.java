/**
 * rStar, mutual reasoning: a tree search over human-like reasoning actions, whose trajectories a second model checks.
 *
 * <p>After Qi et al. (arXiv:2408.06195): five actions with rules about which may follow which; rewards from the agreement of
 * several sampled answers; a discriminator that completes the beginning of a trajectory and must come to its answer; and a choice
 * by answer, with the share of the rewards and the share of the confirmed completions. In addition, rollouts run in parallel with
 * virtual loss, each takes the actions that were tried least, and the answer is written in the client's form from the chosen
 * trajectory. Answers that cannot be compared are chosen by universal self-consistency (arXiv:2311.17311).
 */
@NullMarked
package dev.ponder.strategies.rstar;

import org.jspecify.annotations.NullMarked;
