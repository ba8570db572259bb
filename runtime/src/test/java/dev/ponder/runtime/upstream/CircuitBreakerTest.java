package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;

class CircuitBreakerTest {

    private static final UpstreamException FAILED = fault(Fault.FAILED);
    private static final UpstreamException REFUSED = fault(Fault.UNREACHABLE);

    private final VirtualTime time = new VirtualTime();
    private final CircuitBreakers circuits = circuits("4", "1");

    private static UpstreamException fault(Fault fault) {
        return UpstreamException.of(fault, fault.name(), null);
    }

    private CircuitBreakers circuits(String calls, String successes) {
        return new CircuitBreakers("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.calls", calls)
                .with("ponder.upstreams.a.circuit-breaker.successes", successes)).circuitBreaker(), time,
                new RecordingMetrics());
    }

    private static UpstreamCall call(String model) {
        return new UpstreamCall(model, Conversation.of(), Map.of(), 1);
    }

    private void end(int calls, String model, Throwable failure) {
        for (int i = 0; i < calls; i++) {
            circuits.begin(call(model)).end(failure);
        }
    }

    private void assertOpen(String model) {
        assertThat(circuits.available(model)).isFalse();
        assertThatThrownBy(() -> circuits.begin(call(model))).isInstanceOf(UpstreamException.class)
                .hasMessageContaining("ponder.upstreams.a.circuit-breaker")
                .extracting("fault", "status").containsExactly(Fault.CIRCUIT_OPEN, 503);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "MALFORMED", "FAILED", "TIMEOUT", "STALLED"})
    void aModelThatFailsShutsNoOtherModelOut(Fault fault) {
        end(4, "bad", fault(fault));

        assertOpen("bad");
        assertThat(circuits.available("good")).isTrue();
        assertThat(circuits.state()).isEqualTo("closed");
        assertThat(circuits.openModels()).containsExactly("bad");
        end(4, "good", null);
    }

    @Test
    void aConnectionThatFailsShutsAllModelsOut() {
        end(2, "one", REFUSED);
        end(2, "two", UpstreamException.late(Fault.TIMEOUT, "connect_timeout", "late"));

        assertOpen("three");
        assertThat(circuits.state()).isEqualTo("open");
        assertThat(circuits.openModels()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE,
            names = {"BAD_REQUEST", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "RATE_LIMITED"})
    void rejectedRequestsNeverCount(Fault fault) {
        end(40, "m", fault(fault));

        assertThat(circuits.available("m")).isTrue();
        assertThat(circuits.openModels()).isEmpty();
    }

    @Test
    void retriesAndCandidatesOfAStageCountOnce() {
        var stage = new CallGroup();
        for (int i = 0; i < 40; i++) {
            circuits.begin(call("m").in(stage)).end(FAILED);
            circuits.begin(call("m").in(stage)).end(REFUSED);
        }
        assertThat(circuits.available("m")).isTrue();

        for (int i = 0; i < 3; i++) {
            circuits.begin(call("m").in(new CallGroup())).end(FAILED);
        }
        assertOpen("m");
    }

    @Test
    void opensAtItsRatio() {
        end(1, "m", FAILED);
        end(2, "m", null);
        end(3, "m", fault(Fault.BAD_REQUEST));
        end(1, "m", FAILED);
        assertThat(circuits.available("m")).isTrue();
        end(1, "m", FAILED);

        assertOpen("m");
    }

    @Test
    void anOpenCircuitSaysWhenToRetry() {
        end(4, "m", FAILED);
        time.advance(Duration.ofMillis(1500));

        assertThatThrownBy(() -> circuits.begin(call("m"))).hasMessageContaining("3500 ms")
                .isInstanceOfSatisfying(UpstreamException.class, open -> {
                    assertThat(open.headers()).containsExactly(Map.entry("Retry-After", "4"));
                    assertThat(open.type()).isEqualTo("overloaded");
                    assertThat(open.code()).isEqualTo("overloaded");
                });
    }

    @Test
    void oneTrialCallAtATimeClosesTheCircuit() {
        end(4, "m", FAILED);
        time.advance(Duration.ofSeconds(5));
        CircuitBreakers.Call trial = circuits.begin(call("m"));

        for (int i = 0; i < 3; i++) {
            assertOpen("m");
        }
        trial.end(null);
        assertThat(circuits.openModels()).isEmpty();
        end(2, "m", FAILED);
        assertThat(circuits.available("m")).as("it starts anew").isTrue();
    }

    @Test
    void aStreamIsASuccessfulTrialWithItsFirstItem() {
        end(4, "m", FAILED);
        time.advance(Duration.ofSeconds(5));
        circuits.begin(call("m")).answered();

        assertThat(circuits.openModels()).isEmpty();
    }

    @Test
    void aFailedTrialCallOpensTheCircuitAgain() {
        end(4, "m", REFUSED);
        time.advance(Duration.ofSeconds(5));
        assertThat(circuits.state()).isEqualTo("half_open");
        circuits.begin(call("other")).end(REFUSED);

        assertThat(circuits.state()).isEqualTo("open");
        time.advance(Duration.ofMillis(4999));
        assertOpen("m");
    }

    /** A client that disconnects says nothing about the upstream, and a call that takes minutes blocks no other trial. */
    @Test
    void aTrialCallWithoutOutcomeMakesRoom() {
        end(4, "m", FAILED);
        time.advance(Duration.ofSeconds(5));
        circuits.begin(call("m")).cancel();
        CircuitBreakers.Call slow = circuits.begin(call("m"));
        assertOpen("m");
        time.advance(Duration.ofSeconds(5));
        circuits.begin(call("m")).end(null);
        slow.end(FAILED);

        assertThat(circuits.openModels()).isEmpty();
    }

    @Test
    void aModelRejectedByItsOwnCircuitLeavesTheTrialOfTheUpstreamFree() {
        end(4, "m", FAILED);
        end(2, "other", REFUSED);
        time.advance(Duration.ofMillis(4000));
        assertOpen("m");
        time.advance(Duration.ofMillis(1000));
        circuits.begin(call("good")).end(null);

        assertThat(circuits.state()).isEqualTo("closed");
    }

    @Test
    void moreTrialCallsCanBeRequired() {
        CircuitBreakers strict = circuits("4", "2");
        for (int i = 0; i < 4; i++) {
            strict.begin(call("m")).end(FAILED);
        }
        time.advance(Duration.ofSeconds(5));
        strict.begin(call("m")).end(null);
        assertThat(strict.openModels()).containsExactly("m");
        strict.begin(call("m")).end(null);

        assertThat(strict.openModels()).isEmpty();
    }

    /** Calls that time out long after the circuit closed again say nothing about the present. */
    @Test
    void anOutcomeFromBeforeTheCircuitOpenedDoesNotCount() {
        var early = new java.util.ArrayList<CircuitBreakers.Call>();
        for (int i = 0; i < 8; i++) {
            early.add(circuits.begin(call("m")));
        }
        end(4, "m", FAILED);
        time.advance(Duration.ofSeconds(5));
        circuits.begin(call("m")).end(null);
        early.forEach(call -> call.end(FAILED));

        assertThat(circuits.available("m")).isTrue();
    }

    /** Clients choose the names of models. */
    @Test
    void theNumberOfModelsIsLimited() {
        end(4, "bad", FAILED);
        for (int i = 0; i < 3 * CircuitBreakers.MAX_MODELS; i++) {
            end(1, "invented-" + i, FAILED);
        }

        assertThat(circuits.openModels()).containsExactly("bad");
        assertOpen("bad");
    }

    @Test
    void canBeDisabled() {
        CircuitBreakers disabled = new CircuitBreakers("a", UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.enabled", "false")).circuitBreaker(), time,
                new RecordingMetrics());
        for (int i = 0; i < 100; i++) {
            disabled.begin(call("m")).end(FAILED);
            disabled.begin(call("m")).end(REFUSED);
        }

        assertThat(disabled.available("m")).isTrue();
    }
}
