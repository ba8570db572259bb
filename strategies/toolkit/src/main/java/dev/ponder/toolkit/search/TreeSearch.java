package dev.ponder.toolkit.search;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

/**
 * Runs the simulations of a tree search in waves: the simulations of a wave are selected together and run in parallel, and
 * the next wave sees their rewards. One instance per request; the caller's pipelines must emit on one thread.
 *
 * @param <S> the state of a node
 */
public final class TreeSearch<S> {

    private final Frontier<S> frontier;
    private final int simulations;
    private final int parallel;

    /**
     * A search that has not begun.
     *
     * @param simulations the most simulations, at least 0
     * @param parallel the most simulations in a wave, at least 1
     */
    public TreeSearch(Frontier<S> frontier, int simulations, int parallel) {
        this.frontier = frontier;
        this.simulations = simulations;
        this.parallel = parallel;
    }

    /** The most waves that so many simulations take. */
    public static int waves(int simulations, int parallel) {
        return (simulations + parallel - 1) / parallel;
    }

    /**
     * Searches until the simulations are used up, no node may be expanded, or the search is decided. Cancelling stops the
     * running wave. Fails as the waves do.
     *
     * @param wave expands the selected nodes, one child for each, and backs the rewards up
     * @param decided whether to stop; asked before each wave
     */
    public Uni<Void> run(Function<List<SearchNode<S>>, Uni<Void>> wave, BooleanSupplier decided) {
        return Uni.createFrom().deferred(() -> run(wave, decided, simulations));
    }

    private Uni<Void> run(Function<List<SearchNode<S>>, Uni<Void>> wave, BooleanSupplier decided, int left) {
        List<SearchNode<S>> selected = left <= 0 || decided.getAsBoolean()
                ? List.of()
                : frontier.select(Math.min(left, parallel));
        return selected.isEmpty()
                ? Uni.createFrom().voidItem()
                : wave.apply(selected)
                        .onItem().invoke(() -> frontier.release(selected))
                        .chain(() -> run(wave, decided, left - parallel));
    }
}
