/**
 * What did the model answer, and do two replies answer the same?
 *
 * <p>Every technique that samples more than once has to compare answers, not texts.
 * {@link dev.ponder.toolkit.answer.AnswerExtractor} reads the final answer out of a reply as a typed value,
 * {@link dev.ponder.toolkit.answer.AnswerEquivalence} says whether two such values are the same, and
 * {@link dev.ponder.toolkit.vote.AnswerClusters} counts them, as in Self-Consistency (arXiv 2203.11171).
 * {@link dev.ponder.toolkit.vote.StoppingRules} knows when further samples cannot, or will hardly, change the outcome
 * (Adaptive-Consistency, arXiv 2305.11860). Where there is no answer to compare,
 * {@link dev.ponder.toolkit.answer.TextSimilarity} finds the text in the middle.
 *
 * <p>All of it is pure: no model is called, no clock and no chance is used but a fixed seed. A model's text is data
 * here; no reply, however odd, makes anything in this package throw or take more than linear time.
 */
@NullMarked
package dev.ponder.toolkit.answer;

import org.jspecify.annotations.NullMarked;
