package dev.ponder.runtime.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureCheckTest {

    private final AccessSettings settings = new AccessSettings();

    private ExposureCheck check(String host, boolean tcp) {
        return new ExposureCheck(settings.registry(), settings.config(), host, tcp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "ponder.example.org"})
    void otherAddressesThanLoopbackNeedClients(String host) {
        assertThat(check(host, true).warning()).hasValueSatisfying(warning -> assertThat(warning)
                .contains(host, "ponder.access.clients.<name>.key-hashes"));
        assertThat(check(host, true).state()).isEqualTo("open");

        settings.client("a", "k");
        assertThat(check(host, true).warning()).isEmpty();
        assertThat(check(host, true).state()).isEqualTo("restricted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.8.8", "::1"})
    void loopbackNeedsNone(String host) {
        assertThat(check(host, true).warning()).isEmpty();
        assertThat(check(host, true).state()).isEqualTo("restricted");
    }

    @Test
    void theOperatorConfirmsThatAGatewayChecksAccess() {
        settings.with("enabled", "false");

        assertThat(check("0.0.0.0", true).warning()).isEmpty();
        assertThat(check("0.0.0.0", true).state()).isEqualTo("open, as configured");
    }

    @Test
    void aServerWithoutAPortIsNotExposed() {
        assertThat(check("0.0.0.0", false).warning()).isEmpty();
    }
}
