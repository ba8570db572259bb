package dev.ponder.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

class OutcomeTest {

    @Test
    void aTagIsNoCodeThatAnUpstreamMadeUp() {
        var failure = UpstreamException.reported(Fault.BAD_REQUEST, 400, "made_up_code", null, "no", Map.of());

        assertThat(Outcome.of(failure, false).tag()).isEqualTo("bad_request");
        assertThat(Outcome.of(failure, false).code()).isEqualTo("made_up_code");
    }

    @Test
    void everyEndHasItsTag() {
        assertThat(Outcome.of(null, false).tag()).isEqualTo("ok");
        assertThat(Outcome.of(null, true).tag()).isEqualTo("cancelled");
        assertThat(Outcome.of(BudgetExceeded.deadlineExceeded("late"), false).tag()).isEqualTo("deadline_exceeded");
        assertThat(Outcome.of(new IllegalStateException(), false).tag()).isEqualTo("internal_error");
    }
}
