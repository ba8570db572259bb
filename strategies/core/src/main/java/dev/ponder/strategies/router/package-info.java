/**
 * Routing: chooses the strategy for each request by rules, optionally by one call to a model, and by the outcomes of earlier
 * requests. Learning a route from outcomes follows RouteLLM.
 *
 * @see <a href="https://arxiv.org/abs/2406.18665">RouteLLM: Learning to Route LLMs with Preference Data</a>
 */
@NullMarked
package dev.ponder.strategies.router;

import org.jspecify.annotations.NullMarked;
