package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Progress;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;

/**
 * What all stages of one request share.
 *
 * @param timeouts its own limits in time
 * @param streamed whether the client reads a stream; otherwise answers are fetched whole
 * @param atOnce makes parts of answers that were fetched whole
 */
record RequestContext(RequestCalls calls, CandidateSampler sampler, ParameterFallback fallback, RequestBudget budget,
        SeedSequence seeds,
        RandomGenerator random, Clock clock, Consumer<Progress> watcher, ParameterValues parameters,
        TimeoutOverrides timeouts,
        boolean streamed,
        AnswerEmulator atOnce) {

    /** The stage that writes the answer. */
    Multi<AnswerPart> answer(StageCalls stage, UpstreamCall call) {
        return streamed
                ? stage.stream(call)
                : stage.complete(call)
                        .onItem().transformToMulti(completion -> atOnce.emulate(completion.choices().get(0)));
    }
}
