package dev.ponder.retrieval.fetch;

import static dev.ponder.retrieval.fetch.TestWeb.PUBLIC;
import static dev.ponder.retrieval.fetch.TestWeb.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

@Timeout(60)
class HttpPageFetcherTest {

    private TestWeb web;

    @BeforeEach
    void start() throws Exception {
        web = new TestWeb(Vertx.vertx());
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
    }

    @Test
    void readsAPageAfterRedirections() {
        web.redirect("/old", 301, "new?x#part").page("/new", request -> request.response().putHeader("content-type", "text/html")
                .end("<title>A page</title><h1>Heading</h1><p>Text at " + request.getHeader("host")));

        FetchedPage page = read(web.guarded(), web.url("public.test", "/old"));

        assertThat(page.url()).hasToString(web.url("public.test", "/new?x"));
        assertThat(page.title()).isEqualTo("A page");
        assertThat(page.markdown()).isEqualTo("# Heading\n\nText at public.test:" + web.port());
        assertThat(page.bytes()).isPositive();
        assertThat(Duration.between(page.fetched(), Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    /** A page may say how it wants to be cited, but only within its own server. */
    @ParameterizedTest
    @CsvSource({"/canonical, true", "http://other.test/canonical, false", "javascript:x, false"})
    void knowsTheCanonicalUrl(String href, boolean believed) {
        web.page("/", request -> request.response().putHeader("content-type", "text/html")
                .end("<link rel=canonical href='" + href + "'>text"));

        assertThat(read(web.guarded(), web.url("public.test", "/?tracking")).url())
                .isEqualTo(URI.create(web.url("public.test", believed ? href : "/?tracking")));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 400, 403, 404, 410, 429, 500, 503})
    void reportsTheStatus(int status) {
        web.page("/", request -> request.response().setStatusCode(status).end());

        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/"))).isInstanceOf(FetchException.class)
                .hasMessage(status == 204 ? "no text" : String.valueOf(status));
    }

    /** A host that does not exist cannot be told from one with an internal address. */
    @Test
    void reportsWhyThereIsNoResponse() {
        web.page("/", request -> request.connection().close())
                .page("/half", request -> request.response().putHeader("content-type", "text/plain").putHeader("content-length", "9")
                        .write("half").onComplete(written -> request.connection().close()));

        assertThatThrownBy(() -> read(web.guarded(), web.url("missing.test", "/"))).hasMessage("the host has no public address");
        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/")))
                .hasMessage("the connection was closed before the page was complete");
        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/half")))
                .hasMessage("the connection was closed before the page was complete");
        assertThatThrownBy(() -> read(web.guarded("allowed-ports", "1"), "http://public.test:1/"))
                .hasMessage("no connection to the host");
    }

    @Test
    void triesTheNextAddressIfThereIsNoConnection() {
        web.text("/", "public").name("two.test", "127.0.0.3", PUBLIC);

        assertThat(read(web.guarded("allowed-networks", "127.0.0.2/31"), web.url("two.test", "/")).markdown()).isEqualTo("public");
    }

    @Test
    void obeysRobots() {
        web.text("/robots.txt", "User-agent: *\nDisallow: /private\n").text("/private/a", "private").text("/a", "public")
                .redirect("/r", 302, "/private/a");
        HttpPageFetcher fetcher = web.guarded("robots", "true");

        for (String path : new String[]{"/private/a", "/x/../private/a", "/r"}) {
            assertThatThrownBy(() -> read(fetcher, web.url("public.test", path))).hasMessage("robots.txt does not allow it");
            assertThat(read(web.guarded(), web.url("public.test", path)).markdown()).isEqualTo("private");
        }
        assertThat(read(fetcher, web.url("public.test", "/a")).markdown()).isEqualTo("public");
        assertThat(Collections.frequency(web.publicRequests(), "/robots.txt")).isEqualTo(1);
    }

    @Test
    void readsRobotsOnceForParallelRequests() {
        web.text("/robots.txt", "").text("/", "public");
        HttpPageFetcher fetcher = web.guarded("robots", "true");

        Uni.join().all(IntStream.range(0, 5).mapToObj(i -> fetcher.fetch(web.url("public.test", "/?" + i))).toList()).andFailFast()
                .await().atMost(Duration.ofSeconds(30));

        assertThat(Collections.frequency(web.publicRequests(), "/robots.txt")).isEqualTo(1);
    }

    @Test
    void readsNothingIfTheServerFailsToSendRobots() {
        web.page("/robots.txt", request -> request.response().setStatusCode(503).end()).text("/", "public");

        assertThatThrownBy(() -> read(web.guarded("robots", "true"), web.url("public.test", "/")))
                .hasMessage("robots.txt cannot be read (503)");
        assertThat(web.publicRequests()).containsExactly("/robots.txt");
    }

    @Test
    void keepsPages() {
        web.text("/", "public");
        HttpPageFetcher fetcher = web.guarded();

        FetchedPage first = read(fetcher, web.url("public.test", "/"));
        assertThat(read(fetcher, web.url("PUBLIC.test", "/#x"))).isSameAs(first);
        assertThat(web.publicRequests()).hasSize(1);
        read(web.guarded("cache-ttl", "0S"), web.url("public.test", "/"));
        assertThat(web.publicRequests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, 600", "'public, max-age=30', 30", "max-age=9999, 600", "no-store, 0", "private, 0",
            "'max-age=60, no-cache', 0", "max-age=x, 600", "max-age=0, 0"})
    void keepsAPageAsLongAsItsServerAllows(String cacheControl, int seconds) {
        var page = new FetchedPage(URI.create("http://a/"), "", "text", Instant.EPOCH, 4);
        for (int at : new int[]{seconds - 1, seconds}) {
            var cache = new PageCache(Duration.ofSeconds(600), 10_000, Clock.fixed(Instant.ofEpochSecond(at), ZoneOffset.UTC));
            cache.put("http://a/", page, cacheControl);

            assertThat(cache.get("http://a/").isPresent()).isEqualTo(at < seconds && seconds > 0);
        }
    }

    @Test
    void keepsSoManyCharacters() {
        var cache = new PageCache(Duration.ofSeconds(600), 5_000, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        for (String url : new String[]{"http://a/", "http://b/", "http://c/"}) {
            cache.put(url, new FetchedPage(URI.create(url), "", "x".repeat(700), Instant.EPOCH, 1), null);
            cache.get("http://a/");
        }
        cache.put("http://large/", new FetchedPage(URI.create("http://large/"), "", "x".repeat(3000), Instant.EPOCH, 1), null);

        assertThat(cache.get("http://a/")).isPresent();
        assertThat(cache.get("http://b/")).isEmpty();
        assertThat(cache.get("http://c/")).isPresent();
        assertThat(cache.get("http://large/")).isEmpty();
    }
}
