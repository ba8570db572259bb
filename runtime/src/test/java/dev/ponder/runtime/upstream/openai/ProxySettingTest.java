package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.net.ProxyType;

class ProxySettingTest {

    private final List<String> faults = new ArrayList<>();

    private Optional<ProxySetting> of(String url, String setting, Map<String, String> environment) {
        return ProxySetting.of("ponder.upstreams.a", Optional.ofNullable(setting), UpstreamAddress.parse(url),
                name -> Optional.ofNullable(environment.get(name)), faults);
    }

    @Test
    void theEnvironmentIsReadAsCurlReadsIt() {
        var environment = Map.of("http_proxy", "http://plain:1", "https_proxy", "tls:2", "all_proxy", "socks5://any:3");

        assertThat(of("http://x/v1", null, environment).orElseThrow().address()).isEqualTo("http://plain:1");
        assertThat(of("https://x/v1", null, environment).orElseThrow().address()).isEqualTo("http://tls:2");
        assertThat(of("https://x/v1", null, Map.of("all_proxy", "socks5h://any")).orElseThrow().options().getType())
                .isEqualTo(ProxyType.SOCKS5);
        assertThat(of("https://x/v1", null, Map.of("http_proxy", "http://plain:1", "https_proxy", " "))).isEmpty();
    }

    @Test
    void theSettingHasPrecedence() {
        var environment = Map.of("http_proxy", "http://plain:1", "no_proxy", "*");

        assertThat(of("http://x/v1", "http://own:9/", environment).orElseThrow().address()).isEqualTo("http://own:9");
        assertThat(of("http://x/v1", "None", environment)).isEmpty();
        assertThat(of("http://x/v1", null, environment)).isEmpty();
    }

    @Test
    void aPasswordIsSentAndNotShown() {
        ProxySetting proxy = of("http://x/v1", "http://us%40er:p+w%2F@proxy:3128", Map.of()).orElseThrow();

        assertThat(proxy.options().getUsername()).isEqualTo("us@er");
        assertThat(proxy.options().getPassword()).isEqualTo("p+w/");
        assertThat(proxy.secret()).contains("p+w/");
        assertThat(proxy.address()).isEqualTo("http://proxy:3128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy:3128", "http://user:hidden@proxy:99999", "http://pro xy", "ftp://x:hidden@y",
            "http://"})
    void anotherAddressIsAFault(String setting) {
        assertThat(of("http://x/v1", setting, Map.of())).isEmpty();
        assertThat(faults).singleElement().asString().startsWith("ponder.upstreams.a.proxy: ").doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource({"example.com, true", ".example.com, true", "*.example.com, true", "le.com, false", "EXAMPLE.com, true",
            "'a, vllm.example.com', true", "a b example.com, true", "example.com:8000, true", "example.com:1, false",
            "*, true", "10.0.0.0/8, false", "'', false", "example.com.evil, false"})
    void hostsThatNeedNoProxy(String excluded, boolean matches) {
        assertThat(new NoProxy(excluded).matches(UpstreamAddress.parse("http://vllm.example.com:8000/v1")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, http://10.1.2.3, true", "10.0.0.0/8, http://10.1.2.3, true",
            "10.0.0.0/16, http://10.1.2.3, false", "::1, http://[::1]:8, true", "[::1]:8, http://[::1]:8, true",
            "fd00::/8, http://[fd00::7], true", "10.0.0.0/99, http://10.1.2.3, false", "3, http://10.1.2.3, false"})
    void addressesThatNeedNoProxy(String excluded, String url, boolean matches) {
        assertThat(new NoProxy(excluded).matches(UpstreamAddress.parse(url))).isEqualTo(matches);
    }
}
