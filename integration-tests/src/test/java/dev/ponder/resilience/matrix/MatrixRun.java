package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.FaultyUpstream;

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


/** Runs all cells ahead of the tests that look at them: most only wait. The heavy ones come last and one by one. */
final class MatrixRun implements AutoCloseable {

    private static final int AT_ONCE = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final long begun = System.nanoTime();
    private final URI server;
    private final FaultyUpstream upstream;
    private final ExecutorService many = Executors.newFixedThreadPool(AT_ONCE);
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final Map<Scenario, Map<Mode, CompletableFuture<String>>> outcomes = new LinkedHashMap<>();

    MatrixRun(URI server, FaultyUpstream upstream) {
        this.server = server;
        this.upstream = upstream;
    }

    void start(List<Scenario> rows) {
        rows.forEach(row -> outcomes.put(row, new LinkedHashMap<>()));
        var light = new ArrayList<CompletableFuture<String>>();
        rows.stream().filter(row -> !row.isHeavy()).forEach(row -> light.addAll(start(row, many)));
        CompletableFuture<Void> free = CompletableFuture.allOf(light.toArray(CompletableFuture[]::new));
        Executor afterwards = task -> free.whenCompleteAsync((done, failed) -> task.run(), one);
        rows.stream().filter(Scenario::isHeavy).forEach(row -> start(row, afterwards));
    }

    /** What comes of a cell. */
    CompletableFuture<String> outcome(Scenario row, Mode column) {
        return outcomes.get(row).get(column);
    }

    /** How long to wait for the next outcome, so that all together take no longer than a while. */
    Duration patience() {
        return PATIENCE.minusNanos(System.nanoTime() - begun);
    }

    /** What stands on the page: nothing that a failed cell would have said. */
    String onThePage(Scenario row, Mode column) {
        CompletableFuture<String> outcome = outcomes.get(row).get(column);
        return outcome.isCompletedExceptionally() ? "failed" : outcome.getNow("not finished");
    }

    @Override
    public void close() {
        many.shutdownNow();
        one.shutdownNow();
    }

    private List<CompletableFuture<String>> start(Scenario row, Executor executor) {
        var started = new ArrayList<CompletableFuture<String>>();
        for (Mode column : Mode.ALL) {
            CompletableFuture<String> outcome = row.applies(column)
                    ? CompletableFuture.supplyAsync(() -> run(row, column), executor)
                    : CompletableFuture.completedFuture(row.expected(column));
            outcomes.get(row).put(column, outcome);
            started.add(outcome);
        }
        return started;
    }

    private String run(Scenario row, Mode column) {
        var model = upstream.model(row.model(column), row.script(column));
        return row.visit(new ScenarioRun(row, column, server, model, row.ask(column)));
    }
}
