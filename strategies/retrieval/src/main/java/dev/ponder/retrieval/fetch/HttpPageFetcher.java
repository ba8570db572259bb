package dev.ponder.retrieval.fetch;

import java.net.URI;
import java.time.Clock;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.ponder.retrieval.fetch.GuardedClient.Found;
import dev.ponder.retrieval.page.DocumentType;
import dev.ponder.retrieval.page.PageReader;
import dev.ponder.retrieval.page.PageText;
import dev.ponder.retrieval.page.UnreadableDocument;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;

/** Reads pages over HTTP, or from the cache. */
@Singleton
@DefaultBean
class HttpPageFetcher implements PageFetcher {

    private static final Logger LOG = Logger.getLogger(HttpPageFetcher.class);
    private static final String ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/*;q=0.9, "
            + "application/json;q=0.9, */*;q=0.1";
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final FetchConfig config;
    private final Clock clock;
    private final GuardedClient client;
    private final BodyDecoder decoder;
    private final RobotsCache robots;
    private final PageCache cache;
    private final PageReader reader;

    @Inject
    HttpPageFetcher(FetchConfig config, HostResolver resolver, Vertx vertx, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.client = new GuardedClient(config, resolver, vertx);
        this.decoder = new BodyDecoder(config.maxExpansion());
        this.robots = new RobotsCache(client, decoder, config.userAgent(), clock);
        this.cache = new PageCache(config.cacheTtl(), config.cacheSize().asLongValue(), clock);
        this.reader = new PageReader(config.maxPdfPages());
    }

    @Override
    public Uni<FetchedPage> fetch(String url) {
        return Uni.createFrom().deferred(() -> {
            PageUrl parsed = PageUrl.parse(url, config.maxUrlLength());
            return cache.get(parsed.uri().toString()).map(Uni.createFrom()::item).orElseGet(() -> load(parsed));
        });
    }

    private Uni<FetchedPage> load(PageUrl url) {
        return client.get(url, ACCEPT, this::permission, this::limit)
                .chain(found -> Uni.createFrom().item(() -> read(url, found))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .ifNoItem().after(config.timeout()).failWith(
                        () -> new FetchException("not complete after " + config.timeout().toMillis() + " ms"))
                .onFailure(failure -> !(failure instanceof FetchException)).transform(HttpPageFetcher::unexpected);
    }

    private static FetchException unexpected(Throwable failure) {
        LOG.warn("A page could not be read", failure);
        return new FetchException("an error of the server");
    }

    private Uni<Void> permission(PageUrl url) {
        return config.robots() ? robots.check(url) : Uni.createFrom().voidItem();
    }

    /** Only what can be read is transferred. */
    private long limit(int status, MultiMap headers) {
        if (status < OK || status >= MULTIPLE_CHOICES) {
            throw new FetchException(String.valueOf(status));
        }
        return switch (DocumentType.of(contentType(headers))) {
            case HTML, TEXT -> config.maxBodySize().asLongValue();
            case PDF -> config.maxPdfSize().asLongValue();
            case UNKNOWN -> Math.max(config.maxBodySize().asLongValue(), config.maxPdfSize().asLongValue());
            case BINARY -> throw new FetchException("not a page, text or PDF file");
        };
    }

    private FetchedPage read(PageUrl asked, Found found) {
        MultiMap headers = found.reply().headers();
        byte[] body = decoder.decode(found.reply(), limit(OK, headers));
        PageText text;
        try {
            text = reader.read(body, contentType(headers), found.url().uri());
        } catch (UnreadableDocument unreadable) {
            throw new FetchException(String.valueOf(unreadable.getMessage()));
        }
        var page = new FetchedPage(canonical(found.url(), text.canonical()), text.title(), text.markdown(), clock.instant(),
                body.length);
        cache.put(asked.uri().toString(), page, headers.get("cache-control"));
        return page;
    }

    /** A page may choose its URL only on its own server. */
    private URI canonical(PageUrl url, String claimed) {
        try {
            URI canonical = claimed.isEmpty() ? url.uri() : PageUrl.parse(claimed, config.maxUrlLength()).uri();
            boolean own = canonical.getScheme().equals(url.uri().getScheme())
                    && canonical.getRawAuthority().equals(url.uri().getRawAuthority());
            return own ? canonical : url.uri();
        } catch (FetchException malformed) {
            return url.uri();
        }
    }

    private static String contentType(MultiMap headers) {
        String type = headers.get("content-type");
        return type == null ? "" : type;
    }
}
