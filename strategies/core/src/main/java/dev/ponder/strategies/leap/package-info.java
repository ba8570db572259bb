/**
 * Learning principles from mistakes (LEAP, arXiv:2402.05403): lets the model answer the examples of a few-shot prompt, derives
 * principles from its mistakes, and answers the question with the examples and the principles.
 *
 * <p>As in the paper, mistakes are natural: several zero-shot answers with a chain of thought, of which those count whose
 * result differs from the example's. Without a mistake, one call per example names a likely one. Unlike the paper, one wrong
 * answer of each example is used, the most frequent one, because repeated mistakes teach the same. Principles are kept for
 * further questions with the same examples of the same client, because they belong to the task and not to the question.
 */
@NullMarked
package dev.ponder.strategies.leap;

import org.jspecify.annotations.NullMarked;
