/**
 * Voting among sampled answers (Self-Consistency, arXiv 2203.11171): {@link dev.ponder.toolkit.vote.VotingSampler}
 * draws candidates until the vote is decided, {@link dev.ponder.toolkit.vote.VoteTally} counts their answers, and
 * {@link dev.ponder.toolkit.vote.UniversalSelfConsistency} (arXiv 2311.17311) chooses among answers that cannot be
 * counted. Depends on {@code dev.ponder.api}, {@code toolkit.answer}, {@code toolkit.judge} and {@code toolkit.text}.
 */
@NullMarked
package dev.ponder.toolkit.vote;

import org.jspecify.annotations.NullMarked;
