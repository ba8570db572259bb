package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamCredentialsTest {

    private final List<String> faults = new ArrayList<>();

    private UpstreamCredentials of(String key, Map<String, String> headers) {
        return UpstreamCredentials.of("ponder.upstreams.a", Optional.of(key), Optional.empty(), headers, faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-1\n", "sk-1\r\n", " sk-1 ", "\tsk-1"})
    void aKeyIsTrimmed(String key) {
        assertThat(of(key, Map.of()).authorization()).contains("Bearer sk-1");
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-\nhidden", "sk-hidden\u0000", "sk hidden", "sk-hidden\u2026", "sk-hidd\u00e9n"})
    void aKeyThatIsNoHeaderValueIsRefusedAndNotShown(String key) {
        of(key, Map.of());

        assertThat(faults).singleElement().asString()
                .startsWith("ponder.upstreams.a.api-key: the character at position")
                .doesNotContain("hid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  "})
    void aBlankKeyIsNone(String key) {
        assertThat(of(key, Map.of()).authorization()).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void headersOfEnvironmentVariablesHaveHyphens() {
        assertThat(of("", Map.of("cf.access.client.id", " id\n", "X-Title", "My App")).headers())
                .containsExactly(Map.entry("cf-access-client-id", "id"), Map.entry("x-title", "My App"));
    }

    @Test
    void aHeaderThatCannotBeSentIsAFault() {
        of("", Map.of("x y", "1", "Content-Length", "5", "x-a", "hidden\nX: 1"));

        assertThat(faults).hasSize(3).allMatch(fault -> fault.startsWith("ponder.upstreams.a.headers."))
                .noneMatch(fault -> fault.contains("hidden"));
    }

    @Test
    void aUserNameIsBasicAuthentication() {
        UpstreamCredentials basic = UpstreamCredentials.of("ponder.upstreams.a", Optional.empty(),
                Optional.of("user:p%40ss"), Map.of(), faults);

        assertThat(basic.authorization()).contains("Basic dXNlcjpwQHNz");
        assertThat(basic.secrets()).contains("p@ss", "dXNlcjpwQHNz");
        UpstreamCredentials.of("ponder.upstreams.a", Optional.of("sk-1"), Optional.of("user:x"), Map.of(), faults);
        assertThat(faults).singleElement().asString().contains("both");
    }
}
