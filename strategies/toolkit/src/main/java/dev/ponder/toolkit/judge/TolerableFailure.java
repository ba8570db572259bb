package dev.ponder.toolkit.judge;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** When a judge, critic or other helper that fails counts as one that has nothing to say. */
public final class TolerableFailure {

    private TolerableFailure() {
    }

    /**
     * Whether a stage goes on without the helper that failed so. What passes, what one prompt alone is guilty of (it
     * may be too long), and a budget that is used up leave the answers that are already there; a wrong key or model is
     * for somebody to mend, so it is told.
     */
    public static boolean covers(Throwable failure) {
        return failure instanceof BudgetExceeded || failure instanceof UpstreamException known
                && (!known.fault().refusal() || known.fault() == Fault.BAD_REQUEST);
    }
}
