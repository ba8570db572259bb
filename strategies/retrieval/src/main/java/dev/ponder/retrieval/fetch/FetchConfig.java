package dev.ponder.retrieval.fetch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the page fetcher, for all strategies that read pages. Clients cannot change them. */
@ConfigMapping(prefix = "ponder.retrieval.fetch")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface FetchConfig {

    /** Maximum time to read one page, with look-ups, waiting for the host, and redirections. */
    @WithDefault("10S")
    Duration timeout();

    /** Maximum time to open one connection. The next address of the host is tried after it. */
    @WithDefault("3S")
    Duration connectTimeout();

    /** Maximum size of a page, before and after decompression. A larger page is not read. */
    @WithDefault("2M")
    MemorySize maxBodySize();

    /** Maximum size of a PDF file. */
    @WithDefault("10M")
    MemorySize maxPdfSize();

    /** Maximum number of pages of a PDF file whose text is extracted; the others are left out. 0: no PDF file is read. */
    @WithDefault("200")
    int maxPdfPages();

    /** How many times larger a compressed body may become by decompression. A body that grows more is not read. */
    @WithDefault("100")
    int maxExpansion();

    /** Maximum size of the headers of a response. */
    @WithDefault("32K")
    MemorySize maxHeaderSize();

    /** Maximum number of redirections of one page. 0: none is followed. */
    @WithDefault("5")
    int maxRedirects();

    /** Maximum length of a URL in characters. */
    @WithDefault("2048")
    int maxUrlLength();

    /** Ports that may be connected to. */
    @WithDefault("80,443")
    List<Integer> allowedPorts();

    /**
     * Hosts that may be read, such as {@code example.org}; their subdomains as well. If it is not set, all hosts may be read
     * that are not denied.
     */
    Optional<List<String>> allowedHosts();

    /** Hosts that are not read, such as {@code example.org}; neither are their subdomains. */
    Optional<List<String>> deniedHosts();

    /**
     * Networks that may be connected to although they are not public, such as {@code 10.1.2.0/24}. Every client of the strategies
     * that read pages can read all servers in them, so allow single hosts where possible.
     */
    Optional<List<String>> allowedNetworks();

    /** Networks that are never connected to, such as the public addresses of the operator's own servers. */
    Optional<List<String>> deniedNetworks();

    /** The header {@code User-Agent}. Its part before the first slash is the name for which {@code robots.txt} has rules. */
    @WithDefault("Ponder/1.0")
    String userAgent();

    /** Whether {@code robots.txt} is obeyed. If it cannot be read because its server fails, no page of that server is read. */
    @WithDefault("true")
    boolean robots();

    /** Maximum number of pages that are read at the same time, from all hosts. Others wait, for at most the timeout. */
    @WithDefault("32")
    int concurrency();

    /** Maximum number of requests to one host at the same time. Others wait, for at most the timeout. */
    @WithDefault("2")
    int hostConcurrency();

    /** Minimum time between the beginnings of two requests to one host. 0: none. */
    @WithDefault("0.2S")
    Duration hostInterval();

    /** How long a page is kept. Its server may forbid that or shorten it. 0: no page is kept. */
    @WithDefault("10M")
    Duration cacheTtl();

    /** Maximum size of the texts of all pages that are kept. The page that was not used for the longest time is removed. */
    @WithDefault("32M")
    MemorySize cacheSize();
}
