package dev.ponder.retrieval.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlTest {

    private static final int LIMIT = 2048;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://example.org                   | http://example.org/",
            "HTTP://EXAMPLE.org:80/A?B#c          | http://example.org/A?B",
            "https://example.org:443              | https://example.org/",
            "https://example.org:/                | https://example.org/",
            "https://example.org:8443/            | https://example.org:8443/",
            "https://example.org.                 | https://example.org/",
            "https://example.org?q=1              | https://example.org/?q=1",
            "https://bücher.example/ä?ö           | https://xn--bcher-kva.example/%C3%A4?%C3%B6",
            "https://example.org/a{b}^[d]         | https://example.org/a%7Bb%7D%5E%5Bd%5D",
            "https://example.org/100%/%41%zz      | https://example.org/100%25/%41%25zz",
            "https://foo_bar.example.org/         | https://foo_bar.example.org/",
            "https://example.org/a/./b/../c//d/.. | https://example.org/a/c//",
            "https://example.org/../..            | https://example.org/",
            "https://example.org/a/%2E%2e/b?../c  | https://example.org/b?../c",
            "http://2130706433/                   | http://127.0.0.1/",
            "http://0x7f.1:81/                    | http://127.0.0.1:81/",
            "http://１２７.０.０.１/                    | http://127.0.0.1/",
            "http://127。0。0。1/                  | http://127.0.0.1/",
            "http://ⅼocalhost/                    | http://localhost/",
            "http://[::1]/                        | http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]:81/        | http://127.0.0.1:81/",
            "https://example.org/?u=http://a@b/   | https://example.org/?u=http://a@b/"})
    void hasOneForm(String text, String normal) {
        assertThat(PageUrl.parse(text, LIMIT).uri()).hasToString(normal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "ftp://example.org/                   | only http and https URLs can be read",
            "file:///etc/passwd                   | only http and https URLs can be read",
            "jar:http://example.org/a.jar!/b      | only http and https URLs can be read",
            "gopher://example.org/                | only http and https URLs can be read",
            "data:text/html,x                     | only http and https URLs can be read",
            "javascript:alert(1)                  | only http and https URLs can be read",
            "view-source:http://example.org/      | only http and https URLs can be read",
            "example.org/a                        | only http and https URLs can be read",
            "//example.org/                       | only http and https URLs can be read",
            "http:/example.org/                   | not a valid URL",
            "http:example.org/                    | not a valid URL",
            "http:///a                            | not a valid URL",
            "http://user@example.org/             | URLs with credentials are not read",
            "http://user:pass@example.org/        | URLs with credentials are not read",
            "http://example.org@127.0.0.1/        | URLs with credentials are not read",
            "http://@example.org/                 | URLs with credentials are not read",
            "http://example.org\\@127.0.0.1/      | not a valid URL",
            "http:\\\\127.0.0.1/                  | not a valid URL",
            "http://exa mple.org/                 | not a valid URL",
            "http://example.org:0/                | not a valid URL",
            "http://example.org:65536/            | not a valid URL",
            "http://example.org:+80/              | not a valid URL",
            "http://example.org:80:81/            | not a valid URL",
            "http://example.org:８０/              | not a valid URL",
            "http://.example.org/                 | not a valid URL",
            "http://a..b/                         | not a valid URL",
            "http://exam%70le.org/                | not a valid URL",
            "http://example.org%2f@127.0.0.1/     | URLs with credentials are not read",
            "http://256.0.0.1/                    | not a valid URL",
            "http://1.2.3.4.5/                    | not a valid URL",
            "http://[::1/                         | not a valid URL",
            "http://[127.0.0.1]/                  | not a valid URL",
            "http://[fe80::1%25eth0]/             | not a valid URL",
            "http://[::1]evil.org/                | not a valid URL",
            "http://::1/                          | not a valid URL"})
    void rejectsEverythingElse(String text, String reason) {
        assertThatThrownBy(() -> PageUrl.parse(text, LIMIT)).isInstanceOf(FetchException.class).hasMessage(reason);
    }

    /** Neither the request nor its headers can be continued by a URL. */
    @Test
    void rejectsControlCharacters() {
        for (String end : new String[]{"\r\nHost: b", "\n", "\t", "\0", "\u007f"}) {
            assertThatThrownBy(() -> PageUrl.parse("http://example.org/" + end, LIMIT)).hasMessage("not a valid URL");
        }
        assertThat(PageUrl.parse("http://example.org/\u0085\u2028", LIMIT).target()).isEqualTo("/%C2%85%E2%80%A8");
    }

    @Test
    void isNotLongerThanTheLimit() {
        String url = "http://example.org/" + "a".repeat(LIMIT);

        assertThat(PageUrl.parse(url, url.length()).target()).hasSize(LIMIT + 1);
        assertThatThrownBy(() -> PageUrl.parse(url, LIMIT)).hasMessage("the URL is longer than 2048 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://b.org/c          | http://b.org/c",
            "//b.org/c               | https://b.org/c",
            "/c?d                    | https://a.org:8443/c?d",
            "c                       | https://a.org:8443/x/c",
            "../c                    | https://a.org:8443/c",
            "?d                      | https://a.org:8443/x/y?d",
            "#e                      | https://a.org:8443/x/y",
            "c?u=http://b.org        | https://a.org:8443/x/c?u=http://b.org",
            "/a b                    | -",
            "file:///etc/passwd      | -",
            "http://u@b.org          | -"})
    void followsALocation(String location, String target) {
        PageUrl url = PageUrl.parse("https://a.org:8443/x/y?z", LIMIT);

        if (target.equals("-")) {
            assertThatThrownBy(() -> url.redirected(location, LIMIT)).isInstanceOf(FetchException.class);
        } else {
            assertThat(url.redirected(location, LIMIT).uri()).hasToString(target);
        }
    }

    @Test
    void knowsItsParts() throws Exception {
        PageUrl url = PageUrl.parse("https://foo_bar.org:8443/a?b", LIMIT);

        assertThat(url.host()).isEqualTo("foo_bar.org");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.tls()).isTrue();
        assertThat(url.target()).isEqualTo("/a?b");
        assertThat(url.address()).isEmpty();
        assertThat(url.robots().uri()).hasToString("https://foo_bar.org:8443/robots.txt");
        assertThat(PageUrl.parse("http://[::1]:81/", LIMIT).port()).isEqualTo(81);
        assertThat(PageUrl.parse("http://[::1]/", LIMIT).address()).contains(InetAddress.getByName("::1"));
    }
}
