package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;

@Timeout(60)
class CircuitBreakerTest {

    private static final UpstreamException CUT = fault(Fault.MALFORMED);

    private static UpstreamException fault(Fault fault) {
        return UpstreamException.of(fault, fault.name(), null);
    }

    private final VirtualTime time = new VirtualTime();

    private CircuitBreaker circuit(String delay) {
        return new CircuitBreaker("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.calls", "4")
                .with("ponder.upstreams.a.circuit-breaker.delay", delay)).circuitBreaker(), time);
    }

    private static void end(CircuitBreaker circuit, int calls, @Nullable Throwable failure) {
        for (int i = 0; i < calls; i++) {
            circuit.begin().end(failure);
        }
    }

    private CircuitBreaker open(String delay) {
        CircuitBreaker circuit = circuit(delay);
        end(circuit, 4, CUT);
        return circuit;
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "MALFORMED", "FAILED", "TIMEOUT", "STALLED"})
    void opensAfterFailuresOfTheUpstream(Fault fault) {
        CircuitBreaker circuit = circuit("1H");
        end(circuit, 2, null);
        end(circuit, 2, fault(fault));

        assertThat(circuit.state()).isEqualTo("open");
        assertThat(circuit.available()).isFalse();
        assertThatThrownBy(circuit::begin).isInstanceOf(UpstreamException.class)
                .hasMessageContainingAll("'a'", "3600000 ms", "ponder.upstreams.a.circuit-breaker")
                .extracting("fault", "status").containsExactly(Fault.CIRCUIT_OPEN, 503);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"UNREACHABLE", "MALFORMED", "FAILED", "TIMEOUT", "STALLED"})
    void staysClosedAfterErrorsOfRequests(Fault fault) {
        CircuitBreaker circuit = circuit("1H");
        end(circuit, 20, fault(fault));

        assertThat(circuit.state()).isEqualTo("closed");
    }

    @Test
    void aCallCountsAsItEndsAndOnce() {
        CircuitBreaker circuit = circuit("1H");
        List<CircuitBreaker.Call> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(circuit.begin());
        }
        assertThat(circuit.state()).isEqualTo("closed");
        for (CircuitBreaker.Call call : calls) {
            call.end(null);
            call.end(CUT);
        }

        assertThat(circuit.state()).isEqualTo("closed");
    }

    @Test
    void closesAfterSuccessfulTrialCalls() {
        CircuitBreaker circuit = open("10MS");
        time.advance(Duration.ofMillis(9));
        assertThat(circuit.available()).isFalse();
        time.advance(Duration.ofMillis(1));
        var first = circuit.begin();
        assertThat(circuit.state()).isEqualTo("half_open");
        var second = circuit.begin();
        assertThatThrownBy(circuit::begin).as("one trial call too many").isInstanceOf(UpstreamException.class);
        first.end(null);
        second.end(null);

        assertThat(circuit.state()).isEqualTo("closed");
        end(circuit, 1, null);
    }

    /** A stream may take minutes, and other calls are rejected meanwhile. */
    @Test
    void aTrialCallIsSuccessfulWithItsFirstItem() {
        CircuitBreaker circuit = open("10MS");
        time.advance(Duration.ofMillis(9));
        assertThat(circuit.available()).isFalse();
        time.advance(Duration.ofMillis(1));
        circuit.begin().answered();
        circuit.begin().answered();

        assertThat(circuit.state()).isEqualTo("closed");
        CircuitBreaker.Call other = circuit.begin();
        other.answered();
        other.end(CUT);
        end(circuit, 3, CUT);
        assertThat(circuit.state()).as("calls that are no trials are recorded when they end").isEqualTo("open");
    }

    /** Whole replies may take minutes. */
    @Test
    void aTrialCallThatTakesLongerThanTheDelayIsSuccessful() {
        CircuitBreaker circuit = open("10MS");
        time.advance(Duration.ofMillis(9));
        assertThat(circuit.available()).isFalse();
        time.advance(Duration.ofMillis(1));
        circuit.begin();
        circuit.begin();
        assertThatThrownBy(circuit::begin).isInstanceOf(UpstreamException.class);
        time.advance(Duration.ofMillis(10));
        circuit.begin();

        assertThat(circuit.state()).isEqualTo("closed");
    }

    /** A call that began before the circuit opened is no trial. */
    @Test
    void aLateOutcomeIsNotRecorded() {
        CircuitBreaker circuit = circuit("10MS");
        CircuitBreaker.Call early = circuit.begin();
        end(circuit, 4, CUT);
        time.advance(Duration.ofMillis(10));
        early.end(CUT);
        assertThat(circuit.state()).isEqualTo("half_open");
        circuit.begin().end(null);
        circuit.begin().end(null);

        assertThat(circuit.state()).isEqualTo("closed");
    }

    @Test
    void opensAgainAfterAFailedTrialCall() {
        CircuitBreaker circuit = open("10MS");
        time.advance(Duration.ofMillis(9));
        assertThat(circuit.available()).isFalse();
        time.advance(Duration.ofMillis(1));
        circuit.begin().end(CUT);

        assertThat(circuit.state()).isEqualTo("open");
    }

    @Test
    void canBeDisabled() {
        CircuitBreaker circuit = new CircuitBreaker("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.enabled", "false")).circuitBreaker(), time);
        end(circuit, 100, CUT);

        assertThat(circuit.available()).isTrue();
    }
}
