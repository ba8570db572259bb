package dev.ponder.strategies.longcepo;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of planning and map-reduce over long inputs. */
@ConfigMapping(prefix = "ponder.strategies.longcepo")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface LongCepoConfig extends StrategySettings {

    /**
     * Tokens that the model reads and writes in one call, 2048 to 10000000. A request that fits is answered by one call.
     */
    @WithDefault("8192")
    @Parameter(min = 2048, max = 10_000_000, flat = "longcepo_context_window")
    int contextWindow();

    /** Tokens of a passage that is read in one call, 64 to 1000000. It is never larger than the context window allows. */
    @WithDefault("4096")
    @Parameter(min = 64, max = 1_000_000, flat = "longcepo_chunk_tokens")
    int chunkTokens();

    /** Maximum number of passages that one question is asked about, 1 to 200: those whose words fit the question best. */
    @WithDefault("8")
    @Parameter(min = 1, max = 200, flat = "longcepo_map_chunks")
    int mapChunks();

    /**
     * Whether each question is asked about all passages. Passages become larger, so that there are at most {@code map-chunks};
     * a text that is too long for that is not read completely, and the response says so.
     */
    @WithDefault("false")
    @Parameter(flat = "longcepo_complete")
    boolean complete();

    /** Maximum number of sub-questions, 0 to 16. 0: the question is not planned. */
    @WithDefault("3")
    @Parameter(min = 0, max = 16, flat = "longcepo_max_subquestions")
    int maxSubquestions();

    /**
     * Maximum number of passages that are summarised, 0 to 200. A passage is read together with the summaries of the passages
     * around it. A text with more passages is read without summaries.
     */
    @WithDefault("16")
    @Parameter(min = 0, max = 200, flat = "longcepo_max_summaries")
    int maxSummaries();

    /** Number of summaries before and after a passage that are shown with it, 1 to 16. */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "longcepo_neighbor_summaries")
    int neighborSummaries();

    /** Maximum number of tokens of one summary, 64 to 4096. */
    @WithDefault("300")
    @Parameter(min = 64, max = 4096, flat = "longcepo_summary_max_tokens")
    int summaryMaxTokens();

    /** Maximum number of tokens of a plan or of the result of one passage, 64 to 131072. */
    @WithDefault("1024")
    @Parameter(min = 64, max = 131072, flat = "longcepo_stage_max_tokens")
    int stageMaxTokens();

    /** Temperature of all calls before the answer, 0 to 2. */
    @WithDefault("0.3")
    @Parameter(min = 0, max = 2, flat = "longcepo_temperature")
    double temperature();

    /** Ends a document in a message of the user; the question follows. Long texts are found without it as well. */
    @WithDefault("<CONTEXT_END>")
    @Parameter(flat = "longcepo_delimiter")
    String delimiter();
}
