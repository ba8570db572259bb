/**
 * Extraction and comparison of final answers, for techniques that sample several replies and compare what they answer:
 * {@link dev.ponder.toolkit.answer.AnswerExtractor} reads the final answer of a reply as a typed value,
 * {@link dev.ponder.toolkit.answer.AnswerEquivalence} compares two answers, and
 * {@link dev.ponder.toolkit.answer.TextSimilarity} finds the most typical of several free texts.
 *
 * <p>All functions are pure: they call no model and use no clock. The text of a reply is data: it is never evaluated,
 * and no reply makes this package throw or take more than linear time. Depends on Jackson and JSpecify alone, and on no
 * other package of Ponder.
 */
@NullMarked
package dev.ponder.toolkit.answer;

import org.jspecify.annotations.NullMarked;
