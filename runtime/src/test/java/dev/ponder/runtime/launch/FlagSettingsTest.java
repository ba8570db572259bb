package dev.ponder.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagSettingsTest {

    @Test
    void setThePortAndTheName() {
        assertThat(of("--http_port", "9000", "--model_name=its").settings()).containsOnly(
                entry("quarkus.http.port", "9000"), entry("ponder.kserve.service-name", "its"));
    }

    @ParameterizedTest
    @CsvSource({"--predictor_use_ssl=false,http", "--predictor_use_ssl=true,https", "--predictor_use_ssl,https",
            "--workers=1,http"})
    void makeAPredictorTheUpstream(String ssl, String scheme) {
        assertThat(of("--predictor_host=llm-predictor.default:80", ssl).settings()).containsOnly(
                entry("ponder.openai.base-url",
                        scheme + "://llm-predictor.default:80${ponder.kserve.predictor-path}"));
    }

    @Test
    void setNothingForWhatHasNoUseOrIsUnknown() {
        FlagSettings flags = of("--workers=4", "--no-such-flag=sk-1", "--max-threads", "8", "--model_dir=/mnt/models");

        assertThat(flags.settings()).isEmpty();
        assertThat(flags.ignored()).containsExactly("--workers", "--max_threads", "--model_dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http_port=eighty", "--http_port=", "--http_port", "--http_port=65536", "--http_port=-1",
            "--http_port=808080"})
    void refuseAMalformedPort(String flag) {
        String value = flag.substring(Math.min(flag.length(), "--http_port=".length()));

        assertThatThrownBy(() -> of(flag)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--http_port: '" + value + "'", "expected a port, 0 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--model_name", "--model_name=", "--predictor_host=", "--predictor_host=http://llm"})
    void refuseOtherMalformedValues(String flag) {
        assertThatThrownBy(() -> of(flag)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(flag.replaceAll("=.*", ""), "expected", "such as --");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "8080", "65535"})
    void takeEveryPort(String port) {
        assertThat(of("--http_port=" + port).settings()).containsEntry("quarkus.http.port", port);
    }

    private static FlagSettings of(String... arguments) {
        return new FlagSettings(Flags.of(arguments));
    }
}
