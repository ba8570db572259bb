package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.RequestException;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** {@code n}: from one pool where there is one, by a run for each otherwise. */
class ChoicesTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering("one", "two", "three", "four");

    private HarnessRun run(StrategyHarness harness, int n) {
        return harness.upstream(upstream).choices(n).run(Requests.question("Why?"));
    }

    @Test
    void aPoolServesSeveralChoicesByOneRun() {
        HarnessRun run = run(StrategyHarness.of(Toys.Bon::new), 2);

        assertThat(run.choice(0).text()).isEqualTo("one");
        assertThat(run.choice(1).text()).isEqualTo("two");
        assertThat(upstream.calls()).hasSize(2);
    }

    @Test
    void aPoolThatIsTooSmallIsFilledByFurtherRuns() {
        HarnessRun run = run(StrategyHarness.of(Toys.Bon::new), 3);

        assertThat(run.choice(2).text()).isEqualTo("three");
        assertThat(upstream.calls()).hasSize(4);
    }

    @Test
    void aPoolStreamsItsChoicesToo() {
        HarnessRun run = StrategyHarness.of(Toys.Bon::new).upstream(upstream).choices(2)
                .runStreamed(Requests.question("Why?"));

        assertThat(run.choice(1).text()).isEqualTo("two");
        assertThat(upstream.calls()).hasSize(2);
    }

    @Test
    void aStreamingStrategyRunsOnceForEachAtTheSameTime() {
        HarnessRun run = run(StrategyHarness.of(Toys.Moa::new), 3);

        assertThat(run.choice(2).text()).isEqualTo("three");
        assertThat(upstream.calls()).hasSize(3);
        assertThat(run.elapsed()).isEqualTo(upstream.latency());
    }

    @Test
    void whatTheyWouldCostIsCheckedBeforeTheFirstCall() {
        StrategyHarness harness = StrategyHarness.of(Toys.Bon::new).with("ponder.limits.max-calls", "5");

        assertThatThrownBy(() -> run(harness, 3)).isInstanceOf(RequestException.class)
                .hasMessageContainingAll("'bon'", "up to 6 calls", "at most 5", "ponder.limits.max-calls");
        assertThat(upstream.calls()).isEmpty();
    }
}
