package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.event.RequestTrace;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.upstream.CallGroup;
import dev.ponder.runtime.upstream.ModelKnowledge;

/**
 * What all stages of one request share.
 *
 * @param seeds the seeds of one run of a pipeline
 * @param random random numbers of one run of a pipeline
 * @param randomSeed the seed of the random numbers of all runs
 * @param emulator cuts a complete answer into parts; into a single part where the client reads no stream
 * @param offload runs work on long texts on worker threads
 * @param groups the calls of each stage, by its name
 * @param delegation the strategies that can answer in place of the requested one; empty if one of them answers
 */
record RequestContext(InferenceRequest request, RequestTrace trace, CancellationScope scope, RequestCalls calls,
        CandidateSampler sampler, ModelKnowledge knowledge,
        RequestBudget budget, SeedSequence seeds, RandomGenerator random, long randomSeed, Clock clock,
        AnswerEmulator emulator, ThreadOffload offload, Map<String, CallGroup> groups,
        Optional<Delegation> delegation) {

    /**
     * The context of one run of a pipeline, with its own seeds and random numbers, so that runs at the same time do not
     * take them from each other.
     *
     * @param run the number of the run in the request, from 0
     * @param choice the index of the choice among those of its prompt and branch, from 0
     */
    RequestContext ofRun(int run, int choice) {
        return new RequestContext(request, trace, scope, calls, sampler, knowledge, budget,
                new SeedSequence(request.first().seed(), choice), new SplittableRandom(randomSeed + run), randomSeed,
                clock, emulator, offload, groups, delegation);
    }

    /** The context of a strategy that answers in place of another one: it cannot pass the request on again. */
    RequestContext delegated() {
        return new RequestContext(request, trace, scope, calls, sampler, knowledge, budget, seeds, random, randomSeed,
                clock, emulator, offload, groups, Optional.empty());
    }
}
