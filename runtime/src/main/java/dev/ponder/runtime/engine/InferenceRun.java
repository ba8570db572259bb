package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.ponder.runtime.event.StageRecorder;
import dev.ponder.runtime.strategy.StreamingMode;
import io.smallrye.mutiny.Multi;

/**
 * The answer to a request, in progress.
 *
 * @param strategy the expression of the strategies that run; {@code none} if they were skipped
 * @param streaming whether parts are streamed or emulated
 * @param passthrough why the strategy was skipped, and which; empty if it runs
 * @param parts the parts of all choices; each choice ends with a finish part. Cancelling it cancels all calls. To be
 *        subscribed to once
 * @param ledger the usage so far
 * @param degraded why strategies could not do their work, so far; empty if they could
 * @param recorder the stages so far; empty if the request is not traced
 */
public record InferenceRun(String strategy, StreamingMode streaming, Optional<String> passthrough,
        Multi<ChoicePart> parts,
        UsageLedger ledger, Supplier<List<String>> degraded, Optional<StageRecorder> recorder) {}
