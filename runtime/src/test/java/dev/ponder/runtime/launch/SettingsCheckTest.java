package dev.ponder.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.SettingsCatalog;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class SettingsCheckTest {

    private static SettingsCheck check(Map<String, String> properties) {
        return new SettingsCheck(new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 500)).build(),
                SettingsCatalog.of(PonderConfig.class, "ponder"));
    }

    @ParameterizedTest
    @CsvSource({"ponder.limits.max-calls, 0, at least 1", "ponder.limits.max-calls, many, whole number",
            "ponder.limits.deadline, -5S, at least 1 ms", "ponder.limits.max-body-size, big, a size",
            "ponder.sim.accuracy, 1.5, 0 to 1", "ponder.balancing, fastest, round-robin",
            "ponder.sim.enabled, ture, true or false", "ponder.streaming.emulation.enabled, nope, true or false",
            "ponder.upstreams.a.circuit-breaker.failure-ratio, 2, 0.001 to 1",
            "ponder.upstreams.\"a.b\".tls.trust-all, ja, true or false",
            "ponder.upstreams.a.timeouts.gap, soon, a duration"})
    void aValueOutOfRangeIsAFault(String property, String value, String expected) {
        assertThat(check(Map.of(property, value)).faults()).singleElement().asString()
                .startsWith(property + ": '" + value + "'").contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "FALSE", "yes", "no", "on", "off", "1", "0"})
    void booleansAreWrittenInSeveralWays(String value) {
        assertThat(check(Map.of("ponder.sim.enabled", value)).faults()).isEmpty();
    }

    @Test
    void allFaultsAreFoundAtOnceAndDefaultsAreRight() {
        assertThat(check(Map.of("ponder.limits.max-calls", "0", "ponder.sim.enabled", "x", "ponder.balancing", "y"))
                .faults()).hasSize(3);
        assertThat(check(Map.of()).faults()).isEmpty();
        assertThat(check(Map.of()).changed()).isEmpty();
        assertThat(check(Map.of("ponder.upstreams.a.proxy", "")).changed()).isEmpty();
    }

    @Test
    void whatSetsNothingIsListedWithTheNearestName() {
        List<String> unknown = check(Map.of("ponder.limits.max-cals", "1", "ponder.upstreams.a.headers.x-b", "1"))
                .unknown(List.of("PONDER_LIMITS_MAX_CALL", "PONDER_UPSTREAMS__GATEWAY__BASE_ULR", "PONDER_SERVICE_HOST",
                        "PONDER_PORT_8080_TCP_ADDR", "PONDER_UPSTREAMS__DEFAULT__API_KEY", "PONDER_SIM_ENABLED",
                        "PONDER_UPSTREAMS__A__HEADERS_API_KEY", "PONDER_KSERVE_MODELS_REASON_MODEL"));

        assertThat(unknown).containsExactlyInAnyOrder(
                "ponder.limits.max-cals sets nothing: did you mean ponder.limits.max-calls?",
                "PONDER_LIMITS_MAX_CALL sets nothing: did you mean PONDER_LIMITS_MAX_CALLS?",
                "PONDER_UPSTREAMS__GATEWAY__BASE_ULR sets nothing: did you mean PONDER_UPSTREAMS__*__BASE_URL?");
    }

    @Test
    void aVariableThatSetsNothingIsListedOnce() {
        assertThat(check(Map.of("ponder.limits.max.cals", "1")).unknown(List.of("PONDER_LIMITS_MAX_CALS")))
                .containsExactly("PONDER_LIMITS_MAX_CALS sets nothing: did you mean PONDER_LIMITS_MAX_CALLS?");
    }

    @Test
    void changedSettingsShowNoSecret() {
        assertThat(check(Map.of("ponder.upstreams.a.api-key", "hidden", "ponder.upstreams.a.headers.x-b", "hidden",
                "ponder.upstreams.a.base-url", "https://user:hidden@x/v1?key=hidden", "ponder.limits.max-calls", "64",
                "ponder.upstreams.a.proxy", "http://u:hidden@p:1", "ponder.limits.max-choices", "16")).changed())
                .contains("ponder.limits.max-calls=64", "ponder.upstreams.a.api-key=***")
                .noneMatch(setting -> setting.contains("hidden") || setting.contains("max-choices"));
    }
}
