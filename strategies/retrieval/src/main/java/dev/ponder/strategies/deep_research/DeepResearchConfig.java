package dev.ponder.strategies.deep_research;

import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of deep research. */
@ConfigMapping(prefix = "ponder.strategies.deep_research")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface DeepResearchConfig extends StrategySettings {

    /**
     * Maximum number of rounds that look for gaps in the draft and close them, 0 to 10. With 0, the report is written from the first
     * searches.
     */
    @WithDefault("2")
    @Parameter(min = 0, max = 10, flat = "max_iterations")
    int iterations();

    /** Maximum number of questions of the plan, and of gaps of one round, 1 to 8. Each is searched for, and costs one call for notes. */
    @WithDefault("4")
    @Parameter(min = 1, max = 8, flat = "deep_research_questions")
    int questions();

    /** Maximum number of sources, 1 to 100. */
    @WithDefault("30")
    @Parameter(min = 1, max = 100, flat = "max_sources")
    int sources();

    /** Number of pages that are read for one question, 1 to 10. */
    @WithDefault("3")
    @Parameter(min = 1, max = 10, flat = "deep_research_pages")
    int pages();

    /** Number of results of one search among which pages are chosen, 1 to 50. */
    @WithDefault("8")
    @Parameter(min = 1, max = 50, flat = "deep_research_results")
    int results();

    /** Completeness of the draft at which the research ends, 0 to 1, as the model grades it. */
    @WithDefault("0.9")
    @Parameter(min = 0, max = 1, flat = "deep_research_completeness")
    double completeness();

    /** Length of the report in words, 100 to 20000. A length in the client's request takes precedence. */
    @WithDefault("1000")
    @Parameter(min = 100, max = 20_000, flat = "deep_research_words")
    int words();

    /** Maximum number of tokens of the passages that one call for notes reads, 200 to 100000. */
    @WithDefault("4000")
    @Parameter(min = 200, max = 100_000, flat = "deep_research_page_tokens")
    int pageTokens();

    /** Maximum number of tokens of the notes in one prompt, 200 to 200000. */
    @WithDefault("12000")
    @Parameter(min = 200, max = 200_000, flat = "deep_research_note_tokens")
    int noteTokens();

    /** Maximum number of tokens of one call before the report, including reasoning, 64 to 131072. */
    @WithDefault("8192")
    @Parameter(min = 64, max = 131_072, flat = "deep_research_stage_max_tokens")
    int stageMaxTokens();

    /** Temperature of the draft and its revisions, 0 to 2. The report has the temperature of the client. */
    @WithDefault("0.6")
    @Parameter(min = 0, max = 2, flat = "deep_research_temperature")
    double temperature();

    /** Language of the sources as two letters such as {@code en}. Without a value, of any language. */
    @Parameter(flat = "deep_research_language")
    Optional<String> language();
}
