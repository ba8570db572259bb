package dev.ponder.strategies.memory;

import java.time.Duration;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of margin notes on long inputs. */
@ConfigMapping(prefix = "ponder.strategies.memory")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MemoryConfig extends StrategySettings {

    /**
     * Tokens that the model reads and writes in one call, 2048 to 10000000. A request that fits is answered by one call,
     * without notes.
     */
    @WithDefault("32768")
    @Parameter(min = 2048, max = 10_000_000, flat = "memory_context_window")
    int contextWindow();

    /** Tokens of a page, 0 to 1000000. 0: 30 % of the context window. A very long input has larger pages. */
    @WithDefault("0")
    @Parameter(min = 0, max = 1_000_000, flat = "memory_page_tokens")
    int pageTokens();

    /** The part of a page that the next page repeats, in percent, 0 to 50. */
    @WithDefault("10")
    @Parameter(min = 0, max = 50, flat = "memory_overlap_percent")
    int overlapPercent();

    /**
     * Maximum number of pages, and therefore of calls before the answer, 1 to 1000. Of an input with more pages, those are
     * read whose words fit the question best.
     */
    @WithDefault("40")
    @Parameter(min = 1, max = 1000, flat = "memory_max_pages")
    int maxPages();

    /** Maximum number of tokens of the notes on one page, 64 to 131072. */
    @WithDefault("1024")
    @Parameter(min = 64, max = 131072, flat = "memory_note_max_tokens")
    int noteMaxTokens();

    /** Ends a document in a message of the user; the question follows. Long texts are found without it as well. */
    @WithDefault("<CONTEXT_END>")
    @Parameter(flat = "memory_delimiter")
    String delimiter();

    /** Whether the answer uses what is stored of earlier requests of the same client. Needs the store. */
    @WithDefault("false")
    @Parameter(flat = "memory_recall")
    boolean recall();

    /** Whether the question, the answer and the notes are stored for later requests of the same client. Needs the store. */
    @WithDefault("false")
    @Parameter(flat = "memory_remember")
    boolean remember();

    /** Whether everything that is stored of the client is deleted before the request is answered. Needs the store. */
    @WithDefault("false")
    @Parameter(flat = "memory_forget")
    boolean forget();

    /** What is kept between requests. */
    Store store();

    /** Settings of the store. It is in the memory of the server: a restart empties it. */
    @ConfigGroup
    interface Store {

        /**
         * Whether requests may use the store by {@code recall}, {@code remember} and {@code forget}; otherwise they are
         * answered with 403. Clients are told apart by their credentials and other headers: clients that send the same
         * headers share what is stored.
         */
        @WithDefault("false")
        boolean enabled();

        /** How long a text is stored. */
        @WithDefault("P7D")
        Duration ttl();

        /** Maximum number of texts of one client. The oldest is dropped. */
        @WithDefault("200")
        int maxItems();

        /** Maximum length of one text, in characters. Longer ones are shortened in the middle. */
        @WithDefault("4000")
        int maxChars();

        /** Maximum number of clients. The one that used the store least recently is dropped. */
        @WithDefault("1000")
        int maxClients();
    }
}
