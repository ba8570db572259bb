package dev.ponder.resilience.matrix;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.ponder.support.upstream.FakeUpstream;

/**
 * Runs all scenarios in parallel before the tests that check them, since most of them only wait. Heavy scenarios run last, sequential
 * at a time.
 */
final class MatrixRun implements AutoCloseable {

    private static final int PARALLEL_RUNS = 24;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(150);

    private final long begun = System.nanoTime();
    private final URI server;
    private final FakeUpstream upstream;
    private final ExecutorService parallel = Executors.newFixedThreadPool(PARALLEL_RUNS);
    private final ExecutorService sequential = Executors.newSingleThreadExecutor();
    private final Map<Scenario, Map<Mode, CompletableFuture<String>>> outcomes = new LinkedHashMap<>();

    MatrixRun(URI server, FakeUpstream upstream) {
        this.server = server;
        this.upstream = upstream;
    }

    void start(List<Scenario> scenarios) {
        scenarios.forEach(scenario -> outcomes.put(scenario, new LinkedHashMap<>()));
        var light = new ArrayList<CompletableFuture<String>>();
        scenarios.stream().filter(scenario -> !scenario.isHeavy())
                .forEach(scenario -> light.addAll(start(scenario, parallel)));
        CompletableFuture<Void> free = CompletableFuture.allOf(light.toArray(CompletableFuture[]::new));
        Executor afterwards = task -> free.whenCompleteAsync((done, failed) -> task.run(), sequential);
        scenarios.stream().filter(Scenario::isHeavy).forEach(scenario -> start(scenario, afterwards));
    }

    /** The outcome of a run. */
    CompletableFuture<String> outcome(Scenario scenario, Mode mode) {
        return outcomes.get(scenario).get(mode);
    }

    /** The rest of the time limit of all runs together. */
    Duration remaining() {
        return TIME_LIMIT.minusNanos(System.nanoTime() - begun);
    }

    /** The text of the page; a failed run adds nothing of its failure. */
    String cell(Scenario scenario, Mode mode) {
        CompletableFuture<String> outcome = outcomes.get(scenario).get(mode);
        return outcome.isCompletedExceptionally() ? "failed" : outcome.getNow("not finished");
    }

    @Override
    public void close() {
        parallel.shutdownNow();
        sequential.shutdownNow();
    }

    private List<CompletableFuture<String>> start(Scenario scenario, Executor executor) {
        var started = new ArrayList<CompletableFuture<String>>();
        for (Mode mode : Mode.ALL) {
            CompletableFuture<String> outcome = scenario.applies(mode)
                    ? CompletableFuture.supplyAsync(() -> run(scenario, mode), executor)
                    : CompletableFuture.completedFuture(scenario.expected(mode));
            outcomes.get(scenario).put(mode, outcome);
            started.add(outcome);
        }
        return started;
    }

    private String run(Scenario scenario, Mode mode) {
        var model = upstream.named(scenario.model(mode)).plays(scenario.script(mode));
        return scenario.run(new ScenarioRun(scenario, mode, server, model, scenario.request(mode)));
    }
}
