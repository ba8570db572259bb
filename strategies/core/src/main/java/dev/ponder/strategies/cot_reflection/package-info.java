/**
 * Chain of thought with a look back, in one call: the model thinks, checks its thinking and answers, each between
 * tags of its own, and the client sees the answer alone.
 *
 * <p>Thinking first is from the paper on chain-of-thought prompting. The look back is after Self-Refine
 * (arXiv:2303.17651) and Reflexion (arXiv:2303.11366); without evidence from outside it helps less reliably
 * (arXiv:2310.01798).
 *
 * @see <a href="https://arxiv.org/abs/2201.11903">Chain-of-Thought Prompting Elicits Reasoning in Large Language
 *      Models</a>
 */
@NullMarked
package dev.ponder.strategies.cot_reflection;

import org.jspecify.annotations.NullMarked;
