/**
 * Self-consistency: sample several ways of reasoning and return the answer that most of them come to (Wang et al.,
 * arXiv 2203.11171), stopping as early as the vote allows (Adaptive-Consistency, arXiv 2305.11860).
 */
@NullMarked
package dev.ponder.strategies.self_consistency;

import org.jspecify.annotations.NullMarked;
