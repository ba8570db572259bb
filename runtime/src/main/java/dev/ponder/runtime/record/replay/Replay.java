package dev.ponder.runtime.record.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.record.json.CallJson;
import dev.ponder.runtime.record.json.Redaction;
import dev.ponder.runtime.record.replay.ReplayResult.Verdict;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.StrategyExpressionParser;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.Upstream;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Runs recorded requests again: in an engine of its own, on the caller's thread, in the time of the record, with the recorded
 * answers of the models and the recorded seed. Nothing is sent to a model. What a strategy does apart from calling models, such
 * as running a program, it does again.
 */
public final class Replay {

    /** How long to wait for work that a strategy does elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final StrategyRegistry strategies;
    private final PonderConfig config;
    private final QuotaService quota;
    private final Redaction redaction;

    /**
     * Replays with these strategies, whose settings should be those of the records.
     *
     * @param quota a service that limits no client, because a replay spends nothing
     */
    public Replay(StrategyRegistry strategies, PonderConfig config, QuotaService quota) {
        this.strategies = strategies;
        this.config = config;
        this.quota = quota;
        this.redaction = new Redaction(config.record());
    }

    /** Runs a recorded request to its end, and compares the result. */
    public ReplayResult run(RecordedRun run) {
        Optional<String> obstacle = run.obstacle();
        if (obstacle.isPresent()) {
            return new ReplayResult(run.id(), Verdict.IMPOSSIBLE, List.of(obstacle.get()));
        }
        var execution = new Execution(run);
        try {
            return execution.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReplayResult(run.id(), Verdict.IMPOSSIBLE, List.of("it was interrupted"));
        } catch (IllegalArgumentException | InferenceException refused) {
            return new ReplayResult(run.id(), Verdict.DIFFERENT, List.of(String.valueOf(refused.getMessage())));
        }
    }

    /** One replay. */
    private final class Execution {

        private final RecordedRun run;
        private final ReplayTime time;
        private final RecordedCalls calls;
        private final InferenceEngine engine;
        private final Map<String, Upstream> upstreams = new HashMap<>();
        private final Map<Integer, AnswerAccumulator> choices = new TreeMap<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Execution(RecordedRun run) {
            this.run = run;
            this.time = new ReplayTime(run.started());
            var knowledge = new ModelKnowledge();
            this.calls = new RecordedCalls(run, knowledge, redaction);
            var events = new InferenceEvents(List.of(calls));
            long seed = run.inputs().path("random_seed").asLong();
            RandomGenerator random = () -> seed;
            this.engine = new InferenceEngine(new RecordedUpstreams(run, this::upstream, config, events, time),
                    knowledge, new EmulationPolicy(config), strategies, config, random, time, time,
                    new RunRegistry(events, time, random), new ThreadOffload(Runnable::run), quota);
        }

        private Upstream upstream(String name) {
            return upstreams.computeIfAbsent(name, first -> new RecordedUpstream(first, calls, time, this::end));
        }

        private InferenceRequest request() {
            JsonNode limits = run.inputs().path("limits");
            return new InferenceRequest(run.prompts(),
                    new StrategyExpressionParser(strategies).parse(run.expression(), "approach"),
                    RecordedParameters.read(run.inputs().path("parameters"), strategies),
                    new RequestLimits(limits.path("max_calls").asInt(), limits.path("max_tokens").asLong(),
                            Duration.ofMillis(limits.path("deadline_ms").asLong()),
                            limits.path("max_parallel_calls").asInt(), limits.path("quorum").asInt()),
                    run.choices(), run.streamed(), Optional.empty(), progress -> {
                    }, RequestOrigin.UNKNOWN, false, false);
        }

        ReplayResult result() throws InterruptedException {
            Cancellable running = engine.run(request()).parts().subscribe().with(this::add, this::fail, this::end);
            Instant end = run.ended().plus(AFTER_THE_END);
            boolean stuck = false;
            while (!over.get() && !stuck) {
                stuck = !time.runNext(end) && !over.get() && !time.awaitTask(PATIENCE);
            }
            running.cancel();
            return compared(stuck);
        }

        private synchronized void add(ChoicePart part) {
            choices.computeIfAbsent(part.choice(), index -> new AnswerAccumulator()).add(part.part());
        }

        private void fail(Throwable thrown) {
            failure.set(thrown);
            end();
        }

        private void end() {
            over.set(true);
            time.wake();
        }

        private synchronized ReplayResult compared(boolean stuck) {
            var differences = new ArrayList<>(calls.missing());
            if (differences.isEmpty()) {
                if (stuck) {
                    differences.addAll(calls.unanswered());
                    differences.add("no answer: the strategy waits for something that was not recorded");
                } else {
                    compare(differences);
                }
            }
            if (!differences.isEmpty()) {
                return new ReplayResult(run.id(), Verdict.DIFFERENT, differences);
            }
            List<JsonNode> unused = calls.unused();
            return new ReplayResult(run.id(), Verdict.SAME, unused.isEmpty()
                    ? List.of()
                    : List.of("note: " + unused.size() + " recorded calls were not made"));
        }

        private void compare(List<String> differences) {
            Throwable thrown = failure.get();
            String code = thrown == null
                    ? ""
                    : thrown instanceof InferenceException known
                            ? known.code()
                            : "internal_error";
            if (!code.equals(run.errorCode())) {
                differences.add(thrown == null
                        ? "it failed with " + run.errorCode() + ", and is answered"
                        : (run.errorCode().isEmpty() ? "it was answered" : "it failed with " + run.errorCode())
                                + ", and fails with " + code + ": " + thrown.getMessage());
                return;
            }
            if (thrown != null) {
                return;
            }
            List<JsonNode> recorded = run.answer();
            if (recorded.size() != choices.size()) {
                differences.add("it had " + recorded.size() + " choices, and has " + choices.size());
            }
            for (JsonNode choice : recorded) {
                AnswerAccumulator now = choices.get(choice.path("index").asInt());
                if (now != null) {
                    ObjectNode answer = CallJson.choice(choice.path("index").asInt(), now.answer(), redaction);
                    JsonDifference.first(choice, answer).ifPresent(
                            difference -> differences
                                    .add("choice " + choice.path("index").asInt() + ": " + difference));
                }
            }
        }
    }
}
