package dev.ponder.strategies.readurls;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the strategy that reads pages. What the server may connect to is set by {@code ponder.retrieval.fetch}. */
@ConfigMapping(prefix = "ponder.strategies.readurls")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReadUrlsConfig extends StrategySettings {

    /** Maximum number of pages that are read for one request, 1 to 20. Further URLs are not read. */
    @WithDefault("5")
    @Parameter(min = 1, max = 20, flat = "readurls_max_urls")
    int maxUrls();

    /**
     * Maximum number of characters of all pages together in the prompt, 1000 to 1000000. What a short page leaves, longer pages
     * use.
     */
    @WithDefault("48000")
    @Parameter(min = 1000, max = 1_000_000, flat = "readurls_max_chars")
    int maxChars();

    /**
     * Whether pages of earlier messages of the user are read as well, the latest first. Otherwise, only those of the last message
     * are.
     */
    @WithDefault("false")
    @Parameter(flat = "readurls_all_turns")
    boolean allTurns();
}
