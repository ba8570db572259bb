/**
 * Measures how often strategies answer rightly, and what they cost: questions of a file or of generators, asked over HTTP,
 * graded, and reported with confidence intervals. Started by the script {@code run}; the tests of Ponder ask a part of the
 * questions.
 */
@NullMarked
package dev.ponder.evaluation;

import org.jspecify.annotations.NullMarked;
