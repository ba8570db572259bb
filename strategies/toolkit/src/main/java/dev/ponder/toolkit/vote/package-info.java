/**
 * Voting among sampled answers, after Self-Consistency (arXiv 2203.11171): a poll draws candidates until the vote is
 * decided, a ballot counts what they say, and where they say nothing that can be counted, a model names the most
 * consistent one (Universal Self-Consistency, arXiv 2311.17311).
 */
@NullMarked
package dev.ponder.toolkit.vote;

import org.jspecify.annotations.NullMarked;
