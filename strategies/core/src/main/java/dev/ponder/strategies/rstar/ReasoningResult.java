package dev.ponder.strategies.rstar;

/**
 * The chosen solution.
 *
 * @param text the reasoning and the answer
 * @param agreeing how many trajectories and completions come to this answer; 0 when answers cannot be compared
 * @param attempts how many trajectories and completions there are
 */
record ReasoningResult(String text, int agreeing, int attempts) {}
