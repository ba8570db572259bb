package dev.ponder.retrieval.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of web searches, for all strategies that search. Clients cannot change them. */
@ConfigMapping(prefix = "ponder.retrieval.search")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SearchConfig {

    /**
     * Names of the search engines: {@code searxng}, {@code brave}, {@code tavily}, {@code google}, {@code duckduckgo}. All of them
     * are asked in parallel. Without a value, strategies that search are refused.
     */
    Optional<List<String>> providers();

    /** Maximum time of a request to a search engine. */
    @WithDefault("8S")
    Duration timeout();

    /** Maximum size of a response of a search engine. */
    @WithDefault("2M")
    MemorySize maxResponseSize();

    /** Maximum number of results of one host. 0: any number. */
    @WithDefault("2")
    int maxPerHost();

    /** Cache of results, which belong to the client that searched for them. */
    Cache cache();

    /** The metasearch engine SearXNG. */
    Searxng searxng();

    /** Brave Search. */
    Brave brave();

    /** Tavily. */
    Tavily tavily();

    /** Google's Programmable Search Engine. */
    Google google();

    /** DuckDuckGo's page without scripts. It needs no key, and refuses clients that ask too often. */
    Duckduckgo duckduckgo();

    /** Settings of the cache. */
    @ConfigGroup
    interface Cache {

        /** How long results are kept. 0: they are not kept. */
        @WithDefault("15M")
        Duration ttl();

        /** Maximum number of searches whose results are kept. The one that was not used for the longest time is removed. */
        @WithDefault("1000")
        int maxEntries();
    }

    /** Settings of SearXNG. */
    @ConfigGroup
    interface Searxng {

        /**
         * Address of the server, such as {@code http://searxng:8080}; it may be private. Its {@code settings.yml} must allow the
         * format {@code json}.
         */
        Optional<String> baseUrl();

        /** Value of the header {@code Authorization}, for a server behind a proxy that asks for one. */
        Optional<String> authorization();

        /** Names of the engines that the server asks, such as {@code wikipedia}. Without a value, it asks its default ones. */
        Optional<List<String>> engines();
    }

    /** Settings of Brave Search. */
    @ConfigGroup
    interface Brave {

        /** Address of the server. */
        @WithDefault("https://api.search.brave.com")
        String baseUrl();

        /** API key. */
        Optional<String> apiKey();
    }

    /** Settings of Tavily. */
    @ConfigGroup
    interface Tavily {

        /** Address of the server. */
        @WithDefault("https://api.tavily.com")
        String baseUrl();

        /** API key. */
        Optional<String> apiKey();
    }

    /** Settings of Google's Programmable Search Engine. */
    @ConfigGroup
    interface Google {

        /** Address of the server. */
        @WithDefault("https://customsearch.googleapis.com")
        String baseUrl();

        /** API key. */
        Optional<String> apiKey();

        /** Identifier of the programmable search engine, the parameter {@code cx}. */
        Optional<String> engineId();
    }

    /** Settings of DuckDuckGo. */
    @ConfigGroup
    interface Duckduckgo {

        /** Address of the server. */
        @WithDefault("https://html.duckduckgo.com")
        String baseUrl();
    }
}
