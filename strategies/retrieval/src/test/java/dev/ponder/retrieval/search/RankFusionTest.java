package dev.ponder.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.retrieval.search.SearchQuery.Recency;

class RankFusionTest {

    private static List<SearchHit> hits(String... urls) {
        return Stream.of(urls).map(url -> new SearchHit(url, url, "", "")).toList();
    }

    private static List<String> merged(int limit, int perHost, List<SearchHit>... lists) {
        return RankFusion.merge(List.of(lists), limit, perHost).stream().map(SearchHit::url).toList();
    }

    @Test
    @SuppressWarnings("unchecked")
    void prefersWhatSeveralEnginesFind() {
        assertThat(merged(10, 0, hits("https://a/", "https://b/"), hits("https://c/", "https://b/")))
                .containsExactly("https://b/", "https://a/", "https://c/");
    }

    @Test
    @SuppressWarnings("unchecked")
    void limitsResultsAndHosts() {
        List<SearchHit> hits = hits("https://www.a/1", "https://a/2", "https://a/3", "https://b/1", "ftp://c/",
                "no url");

        assertThat(merged(10, 2, hits)).containsExactly("https://www.a/1", "https://a/2", "https://b/1");
        assertThat(merged(1, 2, hits)).containsExactly("https://www.a/1");
    }

    @ParameterizedTest
    @CsvSource({
            "https://a.example, http://www.A.example:80/#part",
            "https://a.example/x?b=1&a=2, https://a.example/x/?a=2&utm_medium=m&b=1&gclid=7",
            "https://a.example:8443/x, https://a.example:8443/x?"})
    void comparesAddressesByTheirPage(String one, String other) {
        assertThat(CanonicalUrl.of(one).orElseThrow().key()).isEqualTo(CanonicalUrl.of(other).orElseThrow().key());
    }

    @ParameterizedTest
    @CsvSource({"https://a.example/x, https://a.example/X", "https://a.example/?p=1, https://a.example/?p=2",
            "https://a.example/, https://a.example:8443/"})
    void distinguishesPages(String one, String other) {
        assertThat(CanonicalUrl.of(one).orElseThrow().key()).isNotEqualTo(CanonicalUrl.of(other).orElseThrow().key());
    }

    @Test
    void forgetsOldAndUnusedResults() {
        var now = new Instant[]{Instant.EPOCH};
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        var cache = new ResultCache(Duration.ofMinutes(1), 2, clock);
        SearchQuery[] queries = Stream.of("a", "b", "c").map(text -> new SearchQuery("c", text, 5, "", Recency.ANY))
                .toArray(SearchQuery[]::new);
        cache.keep("p", queries[0], hits("https://a/"));
        cache.keep("p", queries[1], hits("https://b/"));
        cache.find("p", queries[0]);
        cache.keep("p", queries[2], hits("https://c/"));

        assertThat(cache.find("p", queries[0])).isPresent();
        assertThat(cache.find("q", queries[0])).isEmpty();
        assertThat(cache.find("p", queries[1])).isEmpty();
        now[0] = Instant.EPOCH.plusSeconds(60);
        assertThat(cache.find("p", queries[0])).isEmpty();
    }

    @Test
    void shortensQueriesAndTexts() {
        assertThat(new SearchQuery("c", " one\n two\u0000three ", 1, "EN", Recency.ANY))
                .isEqualTo(new SearchQuery("c", "one two three", 1, "", Recency.ANY));
        assertThat(new SearchQuery("c", "word ".repeat(100), 1, "", Recency.ANY).text().split(" ")).hasSize(48);
        assertThat(new SearchQuery("c", "x".repeat(1000), 1, "", Recency.ANY).text()).hasSize(380);
        assertThat(new SearchHit("https://a/", "t\nt", "s ".repeat(2000), "").snippet().length()).isLessThan(1001);
    }
}
