package dev.ponder.strategies.web_search;

import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import dev.ponder.retrieval.search.SearchQuery.Recency;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of web search. */
@ConfigMapping(prefix = "ponder.strategies.web_search")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface WebSearchConfig extends StrategySettings {

    /** Number of results that the model sees, 1 to 50. */
    @WithDefault("10")
    @Parameter(min = 1, max = 50, flat = "num_results")
    int results();

    /**
     * Whether the model decides if a search is needed and writes the queries, which costs one call. Otherwise the question itself is
     * the query.
     */
    @WithDefault("true")
    @Parameter(flat = "web_search_planner")
    boolean planner();

    /** Number of queries that the model may write, 1 to 4. They are searched for in parallel. */
    @WithDefault("3")
    @Parameter(min = 1, max = 4, flat = "web_search_queries")
    int queries();

    /** Whether a search is made even if the model finds that none is needed. */
    @WithDefault("false")
    @Parameter(flat = "web_search_always")
    boolean always();

    /** Number of result pages that are read, 0 to 10. With 0, the model sees the excerpts of the search engines alone. */
    @WithDefault("3")
    @Parameter(min = 0, max = 10, flat = "web_search_pages")
    int pages();

    /** Maximum number of tokens of all passages of pages together, 200 to 100000. */
    @WithDefault("3000")
    @Parameter(min = 200, max = 100_000, flat = "web_search_page_tokens")
    int pageTokens();

    /** How old results may be, if the model does not decide it. */
    @WithDefault("any")
    @Parameter(flat = "web_search_recency")
    Recency recency();

    /** Language of the results as two letters such as {@code en}, if the model does not decide it. */
    @Parameter(flat = "web_search_language")
    Optional<String> language();

    /** Maximum number of tokens of the call that writes the queries, including reasoning, 64 to 32768. */
    @WithDefault("2048")
    @Parameter(min = 64, max = 32_768, flat = "web_search_planner_max_tokens")
    int plannerMaxTokens();
}
