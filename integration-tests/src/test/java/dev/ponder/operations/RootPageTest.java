package dev.ponder.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

/** {@code GET /} is a page in a browser, and a probe for all other clients. */
@QuarkusTest
class RootPageTest extends ServerTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void isAPageInABrowser() {
        HttpReply page = client.send("GET", "/", "", "Accept", BROWSER);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page.text()).contains("curl " + server.toString().replaceAll("/$", "") + "/v1/chat/completions")
                .doesNotContain("<script", "src=", "http://www", "https://");
        for (String link : new String[]{"v1/models", "v1/strategies", "q/health", "q/metrics", "q/openapi"}) {
            assertThat(page.text()).contains("href=\"" + link + "\"");
            assertThat(client.send("GET", "/" + link, "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/plain, */*",
            "application/json, text/html;q=0.9", "text/*", ""})
    void isAProbeForOtherClients(String accepted) {
        HttpReply reply = accepted.isEmpty()
                ? client.send("GET", "/", "")
                : client.send("GET", "/", "", "Accept", accepted);

        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.text()).isEqualTo("{\"status\":\"alive\"}");
        assertThat(reply.header("Vary")).isEqualTo("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<script>", "a'; rm -rf ~", "a\"onload=x", "$(id)", "a`b`", "a&b"})
    void repeatsNoHostThatIsNone(String host) {
        try (var raw = new RawHttpClient(server)) {
            String page = raw
                    .send("GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            assertThat(page).doesNotContain(host);
        }
    }

    @Test
    void namesTheHostOfTheBrowser() {
        try (var raw = new RawHttpClient(server)) {
            assertThat(raw.send("GET / HTTP/1.1\r\nHost: ponder.example:8443\r\nAccept: text/html\r\n"
                    + "Connection: close\r\n\r\n").readToEnd())
                    .contains("curl http://ponder.example:8443/v1/chat/completions");
        }
    }
}
