package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.testing.TestConfig;

class CallTimeoutsTest {

    private static final String MODELS = "ponder.upstreams.a.model-timeouts.";

    private static CallTimeouts of(String model) {
        return CallTimeouts.of(UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.timeouts.gap", "7S")
                .with(MODELS + "\"o*\".gap", "1S")
                .with(MODELS + "\"o3*\".gap", "2S")
                .with(MODELS + "\"o3\".gap", "3S")
                .with(MODELS + "\"o3\".first-byte", "4S")), model);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"gpt, 7", "o1, 1", "o3-mini, 2", "o3, 3"})
    void theEntryThatSaysMostOfTheModelHolds(String model, long gap) {
        assertThat(of(model).idle()).isEqualTo(Duration.ofSeconds(gap));
    }

    @Test
    void whatAModelDoesNotSetIsTheUpstreams() {
        assertThat(of("o3")).isEqualTo(new CallTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(4),
                Duration.ofSeconds(3), Duration.ofMinutes(10)));
    }

    @Test
    void aRequestSetsItsOwn() {
        var own = new TimeoutOverrides(Optional.empty(), seconds(100), seconds(1), seconds(2));

        assertThat(of("gpt").with(own)).isEqualTo(new CallTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(100),
                Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(of("gpt").with(TimeoutOverrides.NONE)).isEqualTo(of("gpt"));
    }

    @Test
    void aConnectionIsSharedSoItsLimitIsOnlyShortened() {
        var shorter = new TimeoutOverrides(seconds(1), Optional.empty(), Optional.empty(), Optional.empty());
        var longer = new TimeoutOverrides(seconds(60), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(of("gpt").with(shorter).connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(of("gpt").with(longer).connect()).isEqualTo(Duration.ofSeconds(5));
    }
}
