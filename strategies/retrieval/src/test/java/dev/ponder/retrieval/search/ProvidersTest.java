package dev.ponder.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.retrieval.search.SearchQuery.Recency;
import dev.ponder.retrieval.search.provider.BraveProvider;
import dev.ponder.retrieval.search.provider.DuckDuckGoProvider;
import dev.ponder.retrieval.search.provider.GoogleProvider;
import dev.ponder.retrieval.search.provider.ProviderClient;
import dev.ponder.retrieval.search.provider.SearxngProvider;
import dev.ponder.retrieval.search.provider.TavilyProvider;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;

/** The search engines, as servers of this machine that answer as their documentation says. */
class ProvidersTest {

    private static final String PREFIX = "ponder.retrieval.search.";
    private static final String KEY = "sk-very-secret";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private TestConfig config(String... providers) {
        var config = new TestConfig();
        for (String name : List.of("searxng", "brave", "tavily", "google", "duckduckgo")) {
            config.with(PREFIX + name + ".base-url", server.url(""));
        }
        return config.with(PREFIX + "providers", String.join(",", providers))
                .with(PREFIX + "brave.api-key", KEY).with(PREFIX + "tavily.api-key", KEY)
                .with(PREFIX + "google.api-key", KEY).with(PREFIX + "google.engine-id", "engine");
    }

    private static MetaSearch search(TestConfig test) {
        SearchConfig config = test.of(SearchConfig.class);
        var client = new ProviderClient(VERTX, config);
        return new MetaSearch(config, List.of(new SearxngProvider(config, client), new BraveProvider(config, client),
                new TavilyProvider(config, client), new GoogleProvider(config, client),
                new DuckDuckGoProvider(config, client)), Clock.systemUTC());
    }

    private static SearchQuery query(String client) {
        return new SearchQuery(client, "solar & wind", 5, "en", Recency.WEEK);
    }

    private static SearchOutcome found(MetaSearch search, String client) {
        return search.search(query(client)).subscribe().withSubscriber(UniAssertSubscriber.create()).awaitItem(PATIENCE)
                .getItem();
    }

    private static Throwable failure(MetaSearch search) {
        return search.search(query("c")).subscribe().withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE).getFailure();
    }

    private void serveAll(int status) {
        server.serving("/search", status, "application/json",
                """
                        {"results": [{"url": "https://a.example/x?utm_source=s", "title": "A", "content": "from searxng or tavily",
                        "publishedDate": "2026-01-02", "published_date": "2026-01-03"},
                        {"url": "javascript:alert(1)", "title": "B", "content": "c"}]}""")
                .serving("/res/v1/web/search", status, "application/json",
                        """
                                {"web": {"results": [{"url": "https://www.a.example/x/", "title": "A &amp; a",
                                "description": "a <strong>longer</strong> text, which is from brave", "page_age": "2026-01-04"}]}}""")
                .serving("/customsearch/v1", status, "application/json", """
                        {"items": [{"link": "https://g.example/", "title": "G", "snippet": "from google"}]}""")
                .serving("/html/", status, "text/html", """
                        <div class="result result--ad"><a class="result__a" href="https://ad.example/">Ad</a></div>
                        <div class="result"><h2><a class="result__a"
                        href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fd.example%2Fy%3Fa%3D1&amp;rut=1">D</a></h2>
                        <a class="result__snippet">from <b>duckduckgo</b></a></div>""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "searxng | /search?q=solar+%26+wind&format=json&language=en&time_range=week | https://a.example/x?utm_source=s",
            "brave | /res/v1/web/search?q=solar+%26+wind&count=5&text_decorations=false&search_lang=en&freshness=pw"
                    + " | https://www.a.example/x/",
            "tavily | /search | https://a.example/x?utm_source=s",
            "google | /customsearch/v1?key=sk-very-secret&cx=engine&q=solar+%26+wind&num=5&lr=lang_en&dateRestrict=w1"
                    + " | https://g.example/",
            "duckduckgo | /html/?q=solar+%26+wind&df=w | https://d.example/y?a=1"})
    void asksAndReads(String provider, String target, String url) {
        serveAll(200);
        SearchOutcome outcome = found(search(config(provider)), "c");

        assertThat(server.received()).singleElement()
                .satisfies(request -> assertThat(request.target()).isEqualTo(target));
        assertThat(outcome.hits()).extracting(SearchHit::url).containsExactly(url);
        assertThat(outcome.hits().get(0).snippet()).contains("from").doesNotContain("<");
        assertThat(outcome.failures()).isEmpty();
    }

    @Test
    void sendsKeysInHeaders() {
        serveAll(200);
        found(search(config("brave", "tavily")), "c");

        assertThat(server.received()).anySatisfy(request -> assertThat(request.headers().get("X-subscription-token"))
                .containsExactly(KEY))
                .anySatisfy(request -> {
                    assertThat(request.headers().get("Authorization")).containsExactly("Bearer " + KEY);
                    assertThat(request.body()).contains("\"query\":\"solar & wind\"", "\"time_range\":\"week\"");
                });
    }

    @Test
    void mergesEnginesInParallelAndKeepsTheBestText() {
        serveAll(200);
        SearchOutcome outcome = found(search(config("searxng", "brave", "google", "duckduckgo")), "c");

        assertThat(outcome.hits()).extracting(SearchHit::snippet)
                .containsExactly("a longer text, which is from brave", "from google", "from duckduckgo");
    }

    @Test
    void continuesWithoutEnginesThatFail() {
        serveAll(200);
        server.serving("/res/v1/web/search", 429, "application/json", "{\"key\": \"" + KEY + "\"}");
        SearchOutcome outcome = found(search(config("brave", "google")), "c");

        assertThat(outcome.hits()).hasSize(1);
        assertThat(outcome.failures()).containsExactly("brave: status 429");
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 302, 401, 403, 429, 500})
    void namesNeitherKeysNorAddressesInFailures(int status) {
        serveAll(status);
        Throwable failure = failure(search(config("searxng", "brave", "tavily", "google", "duckduckgo")));

        assertThat(failure).isInstanceOf(SearchException.class);
        assertThat(failure.getMessage()).contains("brave: status " + status).doesNotContain(KEY, "127.0.0.1");
        assertThat(server.received()).as("redirections are not followed").hasSize(5);
    }

    @Test
    void failsForResponsesThatAreTooLargeMalformedOrRefuse() {
        server.serving("/search", 200, "application/json", "{\"results\": [");
        assertThat(failure(search(config("searxng")))).hasMessageContaining("not the expected JSON");
        server.serving("/html/", 200, "text/html", "<div class=anomaly-modal>Select the ducks</div>");
        assertThat(failure(search(config("duckduckgo")))).hasMessageContaining("CAPTCHA");
        server.serving("/search", 200, "application/json", "x".repeat(3000));
        assertThat(failure(search(config("searxng").with(PREFIX + "max-response-size", "2K"))))
                .hasMessageContaining("max-response-size");
    }

    @Test
    void failsAtItsTimeoutAndWithoutServer() {
        server.serving("/search", 0, "", "");
        assertThat(failure(search(config("searxng").with(PREFIX + "timeout", "0.2S")))).hasMessageContaining("in time");
        assertThat(failure(search(config("searxng").with(PREFIX + "searxng.base-url", "http://127.0.0.1:1"))))
                .hasMessage("searxng: it could not be reached");
        assertThat(failure(search(config("searxng").with(PREFIX + "searxng.base-url", "searxng:8080"))))
                .hasMessageContaining("base-url");
    }

    @Test
    void remembersResultsForOneClientAndForSomeTime() {
        serveAll(200);
        MetaSearch search = search(config("google"));
        found(search, "a");
        found(search, "a");
        assertThat(server.received()).hasSize(1);
        found(search, "b");
        assertThat(server.received()).hasSize(2);

        MetaSearch forgetful = search(config("google").with(PREFIX + "cache.ttl", "0S"));
        found(forgetful, "a");
        found(forgetful, "a");
        assertThat(server.received()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | no search engine is configured (set ponder.retrieval.search.providers to some of brave",
            "bing | search engine 'bing' is not known (set ponder.retrieval.search.providers",
            "searxng | (set ponder.retrieval.search.searxng.base-url)",
            "brave | (set ponder.retrieval.search.brave.api-key)",
            "tavily | (set ponder.retrieval.search.tavily.api-key)",
            "google | (set ponder.retrieval.search.google.api-key)"})
    void namesThePropertyToSet(String provider, String reason) {
        MetaSearch search = search(new TestConfig().with(PREFIX + "providers", provider));

        assertThat(search.unavailable()).get().asString().contains(reason);
        assertThat(failure(search)).isInstanceOf(SearchException.class);
    }

    @Test
    void needsNothingForDuckDuckGo() {
        assertThat(search(new TestConfig().with(PREFIX + "providers", "duckduckgo")).unavailable()).isEmpty();
    }

    @Test
    void cancellingClosesTheConnection() throws InterruptedException {
        server.serving("/search", LoopbackServer.ENDLESS, "", "");
        var subscriber = search(config("searxng")).search(query("c")).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        server.awaitRequest();
        subscriber.cancel();

        server.awaitDisconnect();
        subscriber.assertNotTerminated();
    }
}
