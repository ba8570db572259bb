package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.ponder.runtime.event.StageRecorder;
import dev.ponder.runtime.strategy.StreamingMode;
import io.smallrye.mutiny.Multi;

/**
 * The answer to a request, in progress.
 *
 * @param strategy the expression of the strategies that run; {@code none} if they were skipped
 * @param mode whether parts are streamed or emulated; final once the first part is there
 * @param passthrough why the strategy was skipped, and which; empty if it runs
 * @param parts the parts of all choices; each choice ends with a finish part. Cancelling it cancels all calls. To be
 *        subscribed to once
 * @param ledger the usage so far
 * @param degraded why strategies could not do their work, so far; empty if they could
 * @param routed the ids of the strategies that answer in place of the requested one, so far; empty if it answers itself
 * @param recorder the stages so far; empty if the request is not traced
 * @param headers headers that tell the client its limits; empty if it has none, or before the run has begun
 */
public record InferenceRun(String strategy, Supplier<StreamingMode> mode, Optional<String> passthrough,
        Multi<ChoicePart> parts,
        UsageLedger ledger, Supplier<List<String>> degraded, Supplier<List<String>> routed,
        Optional<StageRecorder> recorder, Supplier<Map<String, String>> headers) {

    /** Whether parts are streamed or emulated. */
    public StreamingMode streaming() {
        return mode.get();
    }

    /** The same run with other parts, which are made from its own. */
    public InferenceRun withParts(Multi<ChoicePart> others) {
        return new InferenceRun(strategy, mode, passthrough, others, ledger, degraded, routed, recorder, headers);
    }
}
