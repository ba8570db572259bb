package dev.ponder.strategies.moa;

/** All that there is to write the answer from. */
record Review(Drafts drafts, Critique critique) {}
