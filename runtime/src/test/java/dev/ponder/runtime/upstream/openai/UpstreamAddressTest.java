package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamAddressTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "http://my_vllm:8000/v1, false, my_vllm, 8000, /v1/chat, http://my_vllm:8000/v1",
            "https://api.openai.com/v1/, true, api.openai.com, 443, /v1/chat, https://api.openai.com/v1",
            "' http://localhost:8000/v1\n', false, localhost, 8000, /v1/chat, http://localhost:8000/v1",
            "HTTP://a_b.c-d.svc:80, false, a_b.c-d.svc, 80, /chat, http://a_b.c-d.svc",
            "http://[::1]:8000/v1, false, [::1], 8000, /v1/chat, http://[::1]:8000/v1",
            "http://10.0.0.1:8000//v1//, false, 10.0.0.1, 8000, //v1/chat, http://10.0.0.1:8000//v1",
            "https://x/base/?api-version=2024-10-21&a=%20, true, x, 443, /base/chat?api-version=2024-10-21&a=%20, https://x/base",
            "https://user:p%40ss@x:8443/v1?key=secret, true, x, 8443, /v1/chat?key=secret, https://x:8443/v1",
            "http://bücher.example/v1, false, xn--bcher-kva.example, 80, /v1/chat, http://xn--bcher-kva.example/v1",
            "http://x:/v1, false, x, 80, /v1/chat, http://x/v1"})
    void readsBaseUrls(String url, boolean tls, String host, int port, String target, String shown) {
        UpstreamAddress address = UpstreamAddress.parse(url);

        assertThat(address.tls()).isEqualTo(tls);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.at("/chat").requestTarget()).isEqualTo(target);
        assertThat(address).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"localhost:8000/v1, does not begin with http", "ftp://x/v1, does not begin with http",
            "http:///v1, no host", "http://:8000/v1, host or port", "http://x:0/v1, port", "http://x:70000/v1, port",
            "http://x:80a/v1, host or port", "http://x/v1#a, fragment", "http://x y/v1, illegal character",
            "http://x/v1/chat/completions/, added to each call", "'', does not begin with http"})
    void statesWhatIsWrong(String url, String why) {
        assertThatThrownBy(() -> UpstreamAddress.parse(url)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void resolvesRedirections() {
        UpstreamAddress from = UpstreamAddress.parse("http://my_vllm:8000/v1").at("/chat/completions");

        assertThat(from.redirected("/v1/chat/completions/").requestTarget()).isEqualTo("/v1/chat/completions/");
        assertThat(from.redirected("other?a=b#c").requestTarget()).isEqualTo("/v1/chat/other?a=b");
        assertThat(from.redirected("https://my_vllm/v2")).hasToString("https://my_vllm/v2");
    }

    @ParameterizedTest
    @CsvSource({"http://x:8000/v1, http://x:8000/v1/, true", "http://x/v1, https://x/v1, true",
            "http://x:8000/v1, https://x:8443/v1, true", "http://X/v1, http://x/v1, true",
            "http://x/v1, http://x:8080/v1, false", "https://x/v1, http://x/v1, false",
            "http://x/v1, https://x.example/v1, false", "https://x/v1, https://y/v1, false",
            "https://x/v1, https://x:8443/v1, false"})
    void trustsItsOwnOriginAndItsHostByTls(String from, String to, boolean trusted) {
        UpstreamAddress address = UpstreamAddress.parse(from);

        assertThat(address.trusts(address.redirected(to))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:hidden@x/v1", "https://x/v1?key=hidden", "https://hidden@x/v1"})
    void showsNoSecret(String url) {
        assertThat(UpstreamAddress.parse(url).toString()).isEqualTo("https://x/v1");
    }
}
