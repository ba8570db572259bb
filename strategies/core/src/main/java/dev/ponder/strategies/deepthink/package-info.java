/**
 * SELF-DISCOVER with uncertainty-routed chain of thought: a plan for the task, several answers that follow it, and a
 * choice among them that depends on how far they agree.
 *
 * <p>In SELF-DISCOVER (arXiv:2402.03620) a model selects ways of thinking from a list, adapts them to the task and turns
 * them into a plan, in three calls. Here one structured call does all three. The routing is that of the Gemini report
 * (arXiv:2312.11805): the majority is returned only if enough answers agree. The report returns the greedy answer otherwise;
 * here a judge compares one answer of each class (GenSelect, arXiv:2504.16891), because a greedy answer is no more reliable
 * than one sample.
 */
@NullMarked
package dev.ponder.strategies.deepthink;

import org.jspecify.annotations.NullMarked;
