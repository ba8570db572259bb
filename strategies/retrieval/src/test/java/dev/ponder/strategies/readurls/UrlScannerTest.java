package dev.ponder.strategies.readurls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlScannerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "See https://a.org/b.                          | https://a.org/b",
            "Is it https://a.org/b?                        | https://a.org/b",
            "What does https://a.org/b?c=d, say            | https://a.org/b?c=d",
            "(https://a.org/b)                             | https://a.org/b",
            "(see https://a.org/b_(c)).                    | https://a.org/b_(c)",
            "https://a.org/b_(c)                           | https://a.org/b_(c)",
            "[text](https://a.org/b)                       | https://a.org/b",
            "[text](https://a.org/b_(c) \"title\")         | https://a.org/b_(c)",
            "[https://a.org/b](https://a.org/b)            | https://a.org/b",
            "<https://a.org/b>                             | https://a.org/b",
            "<a href=\"https://a.org/b\">                  | https://a.org/b",
            "'https://a.org/b'                             | https://a.org/b",
            "https://a.org/it's                            | https://a.org/it's",
            "**https://a.org/b**                           | https://a.org/b",
            "_https://a.org/b_                             | https://a.org/b",
            "https://a.org/b_                              | https://a.org/b_",
            "HTTPS://A.org/B                               | HTTPS://A.org/B",
            "https://a.org/b#part                          | https://a.org/b",
            "http://[::1]:8080/b                           | http://[::1]:8080/b",
            "url=https://a.org/b;                          | https://a.org/b",
            "https://a.org/r?to=https://b.org/             | https://a.org/r?to=https://b.org/",
            "参照https://a.org/b。次                          | https://a.org/b",
            "https://user:pass@a.org/                      | https://user:pass@a.org/",
            "https://a.org/ü                               | https://a.org/ü"})
    void findsTheUrlWithoutWhatIsAroundIt(String text, String url) {
        assertThat(UrlScanner.urls(text)).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no link", "http://", "https:// a.org", "xhttp://a.org", "ftp://a.org", "file:///etc/passwd",
                    "http:/a.org", "(https://)", "https://...", "mailto:a@b.org"})
    void findsNothingElse(String text) {
        assertThat(UrlScanner.urls(text)).isEmpty();
    }

    @Test
    void findsEachUrlOnceAndKeepsPrefixesApart() {
        assertThat(
                UrlScanner.urls("https://a.com https://a.com/b, https://a.com/ and https://A.com/b#c, https://a.com/B"))
                .containsExactly("https://a.com", "https://a.com/b", "https://a.com/B");
    }

    @Test
    void separatesAListWithoutBlanks() {
        assertThat(UrlScanner.urls("https://a.org/1,https://a.org/2;http://a.org/3"))
                .containsExactly("https://a.org/1", "https://a.org/2", "http://a.org/3");
    }

    @Test
    void takesLinearTime() {
        Stream.of("http://a,", "http://", "((((", "http://a.org/(", ":", "://", ",").forEach(piece -> assertThat(
                UrlScanner.urls("http://a.org/" + piece.repeat(200_000))).hasSizeLessThan(200_001));
    }

    @Test
    void namesTheHostWithoutCredentials() {
        assertThat(UrlScanner.host("https://user:pass@a.org:8443/b?c")).isEqualTo("a.org:8443");
    }
}
