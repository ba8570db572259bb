/**
 * Questions about inputs of any length with a small context window: a plan of sub-questions, and for each question a
 * map-reduce over the passages of the input (LLM x MapReduce, arXiv:2410.09342).
 *
 * <p>A passage is read together with summaries of the passages around it, and its result has quotes, an answer and a
 * confidence, so that results that contradict each other can be weighed. A search by words chooses the passages that a
 * question is asked about; results that do not fit the window are merged as a balanced tree. Unlike the paper, independent
 * sub-questions are answered in parallel, and quotes that do not occur in their passage are removed.
 */
@NullMarked
package dev.ponder.strategies.longcepo;

import org.jspecify.annotations.NullMarked;
