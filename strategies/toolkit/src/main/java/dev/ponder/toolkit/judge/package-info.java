/**
 * Judging candidates by a model (LLM-as-a-judge, arXiv:2306.05685): {@link dev.ponder.toolkit.judge.Judge} is a method
 * of judging, {@link dev.ponder.toolkit.judge.JudgeSession} the way to call a judge, and
 * {@link dev.ponder.toolkit.judge.VerdictReader} reads its replies. Conversation and candidates are shown as fenced
 * data, and a verdict is JSON with the reasoning before the decision. Depends on {@code dev.ponder.api} and
 * {@code toolkit.text}.
 */
@NullMarked
package dev.ponder.toolkit.judge;

import org.jspecify.annotations.NullMarked;
