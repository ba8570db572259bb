/**
 * Chain of thought with reflection, in one call: the model thinks, checks its thinking and answers, each between its
 * own tags, and the client sees the answer.
 *
 * <p>Thinking first is chain-of-thought prompting. The reflection follows Self-Refine (arXiv:2303.17651) and Reflexion
 * (arXiv:2303.11366); without external evidence it helps less reliably (arXiv:2310.01798).
 *
 * @see <a href="https://arxiv.org/abs/2201.11903">Chain-of-Thought Prompting Elicits Reasoning in Large Language
 *      Models</a>
 */
@NullMarked
package dev.ponder.strategies.cot_reflection;

import org.jspecify.annotations.NullMarked;
