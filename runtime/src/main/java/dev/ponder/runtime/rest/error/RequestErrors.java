package dev.ponder.runtime.rest.error;

import java.time.Duration;

import dev.ponder.api.error.BudgetExceeded;

/** Errors that several endpoints report. */
public final class RequestErrors {

    private RequestErrors() {
    }

    /** The deadline of a request has passed. */
    public static BudgetExceeded deadlineExceeded(Duration deadline) {
        return BudgetExceeded.deadlineExceeded("deadline: not answered within " + deadline.toMillis()
                + " ms (see ponder.limits.deadline)");
    }
}
