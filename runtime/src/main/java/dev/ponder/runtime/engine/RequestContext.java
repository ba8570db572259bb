package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.ponder.runtime.event.RequestTrace;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.upstream.CallGroup;

/**
 * What all stages of one request share.
 *
 * @param emulator cuts a complete answer into parts; into a single part where the client reads no stream
 * @param groups the calls of each stage, by its name
 */
record RequestContext(InferenceRequest request, RequestTrace trace, CancellationScope scope, RequestCalls calls,
        CandidateSampler sampler, ModelKnowledge knowledge,
        RequestBudget budget, SeedSequence seeds, RandomGenerator random, Clock clock, AnswerEmulator emulator,
        Map<String, CallGroup> groups) {}
