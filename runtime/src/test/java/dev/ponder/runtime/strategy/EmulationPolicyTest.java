package dev.ponder.runtime.strategy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.Toys;
import dev.ponder.testing.TestConfig;

/** The strategy's setting comes before the deployment's. A request can only disable emulation. */
class EmulationPolicyTest {

    private static final String DEPLOYMENT = "ponder.streaming.emulation.enabled";
    private static final String OVERRIDE = "ponder.streaming.emulation.client-override";
    private static final String STRATEGY = "ponder.strategies.bon.streaming.emulation";

    private static void check(TestConfig config, String expression, Optional<Boolean> requested) {
        new EmulationPolicy(config.ponder()).check(Toys.parser().parse(expression, "test"), requested);
    }

    @Test
    void emulationIsOnByDefault() {
        assertThatCode(() -> check(new TestConfig(), "bon", Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void eachSwitchIsNamedThatTurnsItOff() {
        assertRefused(new TestConfig().with(DEPLOYMENT, "false"), Optional.empty(), DEPLOYMENT);
        assertRefused(new TestConfig().with(STRATEGY, "false"), Optional.empty(), STRATEGY);
        assertRefused(new TestConfig(), Optional.of(false), "ponder.stream_emulation");
    }

    @Test
    void changedSettingsHoldFromTheNextRequestOn() {
        var policy = new EmulationPolicy(new TestConfig().ponder());
        policy.use(new TestConfig().with(STRATEGY, "false").ponder());

        assertThatThrownBy(() -> policy.check(Toys.parser().parse("bon", "test"), Optional.empty()))
                .hasMessageContaining(STRATEGY);
    }

    @Test
    void theCloserWordWins() {
        assertThatCode(() -> check(new TestConfig().with(DEPLOYMENT, "false").with(STRATEGY, "true"), "bon",
                Optional.empty())).doesNotThrowAnyException();
        assertRefused(new TestConfig().with(DEPLOYMENT, "true").with(STRATEGY, "true"), Optional.of(false),
                "ponder.stream_emulation");
    }

    @Test
    void aRequestEnablesWhatTheOperatorDisabledOnlyIfTheOperatorAllowsIt() {
        for (String disabled : List.of(DEPLOYMENT, STRATEGY)) {
            var off = new TestConfig().with(disabled, "false");
            assertRefused(off, Optional.of(true), disabled);
            assertThatCode(() -> check(off.with(OVERRIDE, "true"), "bon", Optional.of(true)))
                    .doesNotThrowAnyException();
            assertRefused(off.with(OVERRIDE, "true"), Optional.empty(), disabled);
            assertRefused(off.with(OVERRIDE, "true"), Optional.of(false), "ponder.stream_emulation");
        }
        assertThatCode(() -> check(new TestConfig(), "bon", Optional.of(true))).doesNotThrowAnyException();
    }

    @Test
    void whatStreamsTrulyNeedsNone() {
        var off = new TestConfig().with(DEPLOYMENT, "false");

        assertThatCode(() -> check(off, "moa", Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> check(off, "bon&moa", Optional.of(false))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(off, "moa|bon", Optional.empty())).isInstanceOf(RequestException.class);
    }

    private static void assertRefused(TestConfig config, Optional<Boolean> requested, String knob) {
        assertThatThrownBy(() -> check(config, "moa&bon", requested)).isInstanceOf(RequestException.class)
                .hasMessageContainingAll("stream", "'bon'", knob)
                .extracting("code", "param", "status").containsExactly("streaming_unsupported", "stream", 400);
    }
}
