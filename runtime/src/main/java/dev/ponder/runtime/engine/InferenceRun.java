package dev.ponder.runtime.engine;

import java.util.Optional;

import dev.ponder.runtime.strategy.StreamingMode;
import io.smallrye.mutiny.Multi;

/**
 * A request being answered.
 *
 * @param strategy what answers, as clients write it
 * @param streaming how its parts come about
 * @param passthrough why the strategy was not applied, if so
 * @param parts the parts of all choices, each choice ending with its finish; cancelling stops all calls. To be
 *        subscribed to once
 * @param ledger what was used so far
 */
public record InferenceRun(String strategy, StreamingMode streaming, Optional<String> passthrough,
        Multi<ChoicePart> parts,
        UsageLedger ledger) {}
