package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.engine.UsageLedger.StageUsage;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.testing.VirtualTime;

class UsageLedgerTest {

    private final VirtualTime time = new VirtualTime();
    private final UsageLedger ledger = new UsageLedger(time);

    private void call(String stage, Usage usage, Outcome outcome) {
        var call = ledger.start(stage, "m");
        time.advance(Duration.ofSeconds(1));
        call.use(usage);
        call.end(outcome);
    }

    @Test
    void stagesComeInTheOrderInWhichTheyBegan() {
        call("draft", Usage.of(1, 2), Outcome.OK);
        call("judge", Usage.of(3, 4), Outcome.OK);
        call("draft", Usage.of(5, 6), Outcome.OK);

        assertThat(ledger.stages()).containsExactly(
                new StageUsage("draft", "m", 2, Usage.of(6, 8), Duration.ofSeconds(3), 0, 0),
                new StageUsage("judge", "m", 1, Usage.of(3, 4), Duration.ofSeconds(1), 0, 0));
        assertThat(ledger.total()).isEqualTo(Usage.of(9, 12));
    }

    @Test
    void oneStageOnTwoModelsIsTwoEntries() {
        ledger.start("draft", "a").use(Usage.of(1, 1));
        ledger.start("draft", "b").use(Usage.of(2, 2));

        assertThat(ledger.stages()).extracting(StageUsage::model).containsExactly("a", "b");
    }

    @Test
    void failedAndCancelledCallsAreCounted() {
        call("draft", Usage.NONE, Outcome.of(new IllegalStateException(), false));
        call("draft", Usage.of(1, 0), Outcome.of(null, true));
        call("draft", Usage.of(1, 0), Outcome.OK);

        assertThat(ledger.stages()).singleElement().extracting("calls", "failed", "cancelled").containsExactly(3, 1, 1);
    }

    @Test
    void onlyTheFirstEndCounts() {
        var call = ledger.start("draft", "m");
        call.end(Outcome.OK);
        time.advance(Duration.ofSeconds(9));
        call.end(Outcome.of(null, true));

        assertThat(ledger.stages()).singleElement().extracting("cancelled", "time").containsExactly(0, Duration.ZERO);
    }

    @Test
    void anEstimateMarksTheSum() {
        call("draft", Usage.of(1, 1), Outcome.OK);
        call("draft", new Usage(1, 1, 2, 0, 0, true), Outcome.OK);

        assertThat(ledger.total().estimated()).isTrue();
    }

    @Test
    void snapshotsDoNotChange() {
        var before = ledger.stages();
        call("draft", Usage.of(1, 1), Outcome.OK);

        assertThat(before).isEmpty();
    }
}
