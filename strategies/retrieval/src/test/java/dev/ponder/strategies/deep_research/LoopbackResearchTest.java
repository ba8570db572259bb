package dev.ponder.strategies.deep_research;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.retrieval.fetch.FetchConfig;
import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.retrieval.fetch.RealPageFetcher;
import dev.ponder.retrieval.search.LoopbackServer;
import dev.ponder.retrieval.search.MetaSearch;
import dev.ponder.retrieval.search.SearchConfig;
import dev.ponder.retrieval.search.SearchEngine;
import dev.ponder.retrieval.search.SearchOutcome;
import dev.ponder.retrieval.search.SearchQuery;
import dev.ponder.retrieval.search.provider.ProviderClient;
import dev.ponder.retrieval.search.provider.SearxngProvider;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The whole strategy with a search engine and a site that are servers of this machine. */
@Timeout(120)
class LoopbackResearchTest {

    private static final ChatRequest QUESTION = Requests.question("Report on the storm in Porto.");
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pattern CITATION = Pattern.compile("\\[(\\d+)]");

    private static final Duration STEP = Duration.ofMillis(250);

    private final LoopbackServer server = new LoopbackServer();
    private final RealReads reads = new RealReads();
    private PageFetcher fetcher;
    private final ScriptedResearcher researcher = new ScriptedResearcher()
            .gaps(List.of(ScriptedResearcher.gaps(4, "cause"), ScriptedResearcher.gaps(10)))
            .report(ScriptedReply.text("# Storm\n\nGusts [2], rain [1, 7] and a cause [55].\n"));

    @BeforeEach
    void serve() {
        server.serving("/search", 200, "application/json", "{\"results\": ["
                + hit("/rain", "Rain") + ", " + hit("/wind", "Wind") + ", " + hit("/gone", "Gone") + "]}")
                .serving("/rain", 200, "text/html", page("Rain in Porto", "On Monday, 80 mm of rain fell in Porto."))
                .serving("/wind", 200, "text/html",
                        page("Wind in Porto", "There were gusts of 120 km/h near the river."));
    }

    private String hit(String path, String title) {
        return "{\"url\": \"" + server.url(path) + "\", \"title\": \"" + title + "\", \"content\": \"\"}";
    }

    private static String page(String title, String text) {
        return "<html><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1><p>" + text
                + "</p></main></body></html>";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The reads of the real server. The test's thread hands their results to the strategy, so that real time decides nothing. */
    private static final class RealReads {

        private final BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
        private int open;

        <T> Uni<T> of(Uni<T> read) {
            return Uni.createFrom().emitter(emitter -> {
                open++;
                var running = read.subscribe().with(result -> results.add(() -> emitter.complete(result)),
                        failure -> results.add(() -> emitter.fail(failure)));
                emitter.onTermination(() -> {
                    running.cancel();
                    open--;
                });
            });
        }

        /** Waits until no read is open, and then advances the time of the model. */
        void advance(StrategyHarness harness) throws InterruptedException {
            while (open > 0) {
                Runnable result = results.poll(30, TimeUnit.SECONDS);
                assertThat(result).as("the result of a read").isNotNull();
                result.run();
            }
            harness.upstream().time().advance(STEP);
        }
    }

    private StrategyHarness harness() {
        var config = new TestConfig().with("ponder.retrieval.search.providers", "searxng")
                .with("ponder.retrieval.search.max-per-host", "0")
                .with("ponder.retrieval.search.searxng.base-url", server.url(""))
                .with("ponder.retrieval.fetch.allowed-networks", "127.0.0.0/8")
                .with("ponder.retrieval.fetch.allowed-ports", Integer.toString(URI.create(server.url("/")).getPort()))
                .with("ponder.retrieval.fetch.host-interval", "0S");
        SearchConfig search = config.of(SearchConfig.class);
        var engine = new MetaSearch(search, List.of(new SearxngProvider(search, new ProviderClient(VERTX, search))),
                Clock.systemUTC());
        fetcher = RealPageFetcher.of(config.of(FetchConfig.class), VERTX);
        return ScriptedResearcher.harness(new SearchEngine() {

            @Override
            public Optional<String> unavailable() {
                return engine.unavailable();
            }

            @Override
            public Uni<SearchOutcome> search(SearchQuery query) {
                return reads.of(engine.search(query));
            }
        }, url -> reads.of(fetcher.fetch(url))).upstream(researcher.model());
    }

    private void finish(StrategyHarness harness, HarnessRun run) throws InterruptedException {
        while (!run.over()) {
            reads.advance(harness);
        }
    }

    @Test
    void writesReportWhoseEveryCitationExists() throws InterruptedException {
        StrategyHarness harness = harness();
        HarnessRun run = harness.startStreamed(QUESTION);
        finish(harness, run);
        String text = run.answer().text();

        assertThat(text).startsWith("# Storm\n\nGusts [1], rain [2] and a cause.\n")
                .contains("- [1] Wind in Porto. " + server.url("/wind"), "- [2] Rain in Porto. " + server.url("/rain"));
        assertThat(CITATION.matcher(text).results().map(match -> match.group(1))).containsOnly("1", "2");
        assertThat(harness.upstream().calls()).hasSize(9).hasSizeLessThanOrEqualTo(harness.cost().calls());
        assertThat(run.degraded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void canBeCancelledAtAnyMoment(int seconds) throws InterruptedException {
        StrategyHarness harness = harness();
        HarnessRun run = harness.startStreamed(QUESTION);
        for (int i = 0; i < 4 * seconds; i++) {
            reads.advance(harness);
        }
        run.cancel();
        int calls = harness.upstream().calls().size();

        assertThat(harness.upstream().open()).isZero();
        // By the end of a later read, the server has answered the cancelled ones too
        fetcher.fetch(server.url("/wind?later")).await().atMost(Duration.ofSeconds(30));
        harness.upstream().time().runUntilIdle();
        assertThat(harness.upstream().calls()).hasSize(calls);
        assertThat(harness.upstream().open()).isZero();
    }
}
