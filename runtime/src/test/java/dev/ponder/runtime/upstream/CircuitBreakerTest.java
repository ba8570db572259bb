package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
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
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

@Timeout(60)
class CircuitBreakerTest {

    private static final UpstreamException CUT = fault(Fault.MALFORMED);

    private static UpstreamException fault(Fault fault) {
        return UpstreamException.of(fault, fault.name(), null);
    }

    private static CircuitBreaker circuit(String delay) {
        return new CircuitBreaker("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.calls", "4")
                .with("ponder.upstreams.a.circuit-breaker.delay", delay)).circuitBreaker(), Clock.systemUTC());
    }

    private static CircuitBreaker.Attempt begin(CircuitBreaker circuit) {
        CircuitBreaker.Attempt attempt = circuit.attempt();
        attempt.begins().await().atMost(Duration.ofSeconds(20));
        return attempt;
    }

    private static void end(CircuitBreaker circuit, int calls, @Nullable Throwable failure) {
        for (int i = 0; i < calls; i++) {
            begin(circuit).end(failure);
        }
    }

    private static CircuitBreaker open(String delay) {
        CircuitBreaker circuit = circuit(delay);
        end(circuit, 4, CUT);
        return circuit;
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "MALFORMED", "FAILED", "TIMEOUT", "STALLED"})
    void opensOnWhatAnUpstreamIsToBlameFor(Fault fault) {
        CircuitBreaker circuit = circuit("1H");
        end(circuit, 2, null);
        end(circuit, 2, fault(fault));

        assertThat(circuit.state()).isEqualTo("open");
        assertThat(circuit.available()).isFalse();
        assertThatThrownBy(() -> begin(circuit)).isInstanceOf(UpstreamException.class)
                .hasMessageContainingAll("'a'", "3600000 ms", "ponder.upstreams.a.circuit-breaker")
                .extracting("fault", "status").containsExactly(Fault.CIRCUIT_OPEN, 503);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"UNREACHABLE", "MALFORMED", "FAILED", "TIMEOUT", "STALLED"})
    void staysClosedOnWhatARequestIsToBlameFor(Fault fault) {
        CircuitBreaker circuit = circuit("1H");
        end(circuit, 20, fault(fault));

        assertThat(circuit.state()).isEqualTo("closed");
    }

    @Test
    void aCallCountsAsItEndsAndOnce() {
        CircuitBreaker circuit = circuit("1H");
        List<CircuitBreaker.Attempt> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(begin(circuit));
        }
        assertThat(circuit.state()).isEqualTo("closed");
        for (CircuitBreaker.Attempt call : calls) {
            call.end(null);
            call.end(CUT);
        }

        assertThat(circuit.state()).isEqualTo("closed");
    }

    @Test
    void triesAgainAfterAWhileAndClosesWhenThatGoesWell() {
        CircuitBreaker circuit = open("10MS");
        while (!circuit.available()) {
            Thread.onSpinWait();
        }
        var first = begin(circuit);
        assertThat(circuit.state()).isEqualTo("half_open");
        var second = begin(circuit);
        assertThatThrownBy(() -> begin(circuit)).as("one try too many").isInstanceOf(UpstreamException.class);
        first.end(null);
        second.end(null);

        assertThat(circuit.state()).isEqualTo("closed");
        end(circuit, 1, null);
    }

    /** A stream may take long to end, and nobody else gets through meanwhile. */
    @Test
    void aTryThatBeginsToAnswerHasGoneWell() {
        CircuitBreaker circuit = open("10MS");
        while (!circuit.available()) {
            Thread.onSpinWait();
        }
        begin(circuit).answers();
        begin(circuit).answers();

        assertThat(circuit.state()).isEqualTo("closed");
        CircuitBreaker.Attempt other = begin(circuit);
        other.answers();
        other.end(CUT);
        end(circuit, 3, CUT);
        assertThat(circuit.state()).as("calls that try nothing count by their end").isEqualTo("open");
    }

    /** Whole replies may take minutes. */
    @Test
    void aTryThatTakesLongHoldsNobodyUpForGood() {
        CircuitBreaker circuit = open("10MS");
        while (!circuit.available()) {
            Thread.onSpinWait();
        }
        begin(circuit);
        begin(circuit);
        while (!circuit.state().equals("closed")) {
            circuit.attempt().begins().subscribe().withSubscriber(UniAssertSubscriber.create());
        }

        begin(circuit);
    }

    @Test
    void opensAgainWhenThatGoesWrong() {
        CircuitBreaker circuit = open("10MS");
        while (!circuit.available()) {
            Thread.onSpinWait();
        }
        begin(circuit).end(CUT);

        assertThat(circuit.state()).isEqualTo("open");
    }

    @Test
    void canBeSwitchedOff() {
        CircuitBreaker circuit = new CircuitBreaker("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.enabled", "false")).circuitBreaker(), Clock.systemUTC());
        end(circuit, 100, CUT);

        assertThat(circuit.available()).isTrue();
    }
}
