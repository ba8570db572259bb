package dev.ponder.toolkit.reply;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** Which failures of an optional call, such as that of a judge or a critic, a strategy continues without. */
public final class TolerableFailure {

    private TolerableFailure() {
    }

    /**
     * Whether a strategy continues without the result of a call that failed so. True for a transient failure of the
     * upstream, for a prompt that the upstream rejects with a 400 (it may be too long) and for an exhausted budget,
     * because the answers so far remain usable. False for a wrong key or model (401, 403, 404), which the operator
     * must correct, and for all other failures.
     */
    public static boolean isTolerable(Throwable failure) {
        return failure instanceof BudgetExceeded || (failure instanceof UpstreamException known
                && (!known.fault().isClientError() || known.fault() == Fault.BAD_REQUEST));
    }
}
