package dev.ponder.runtime.quota;

import io.smallrye.mutiny.Uni;

/**
 * Counts what clients use. A decision checks all limits of a client and reserves the claim, or reserves nothing; decisions
 * about one client do not interleave, whichever server takes them.
 *
 * <p><b>Threads.</b> Called on event loops, for many requests at once: must be thread-safe and must not block. The returned
 * pipelines resume on the event loop of the caller. <b>Cancellation.</b> A claim may be reserved even if the pipeline of its
 * decision is cancelled, so callers do not cancel it, but settle the claim.
 */
public interface QuotaStore {

    /**
     * Decides about a claim.
     *
     * @return the decision; fails with an {@link dev.ponder.api.error.InferenceException} when the counts cannot be reached
     *         and the request must not start without them
     */
    Uni<QuotaDecision> reserve(QuotaClaim claim);

    /**
     * Replaces what a decision reserved by what was used, and frees the parallel calls.
     *
     * @param decision the decision about the claim, which let the request start
     * @param tokens the tokens that were used
     * @param spending the spending, in the unit of the budget
     * @return completes when the store has counted it, or has taken it over to count it later. Never fails
     */
    Uni<Void> settle(QuotaClaim claim, QuotaDecision decision, long tokens, long spending);

    /** What health checks report about the store, in a few words. */
    String state();
}
