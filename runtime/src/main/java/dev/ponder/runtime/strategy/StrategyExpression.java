package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request asks to be done: one strategy, a pipeline {@code a&b}, or branches {@code a|b} that give a choice
 * each. {@code |} binds weaker than {@code &}.
 *
 * @param branches at least one
 */
public record StrategyExpression(List<Pipeline> branches) {

    /** The id of the strategy that leaves everything as it is. */
    public static final String PASSTHROUGH = "none";

    /** A plain call. */
    public static final StrategyExpression PLAIN = new StrategyExpression(List.of(Pipeline.PLAIN));

    /** Copies the list. */
    public StrategyExpression {
        branches = List.copyOf(branches);
    }

    /**
     * Strategies one after the other.
     *
     * @param strategies none for a plain call
     */
    public record Pipeline(List<StrategyDescriptor> strategies) {

        /** Leaves out those that change nothing. */
        public Pipeline {
            strategies = strategies.stream().filter(strategy -> !strategy.id().equals(PASSTHROUGH)).toList();
        }

        /** A plain call. */
        static final Pipeline PLAIN = new Pipeline(List.of());

        /**
         * How an answer of the pipeline is streamed: as its last strategy that answers, for the others follow the next.
         */
        public StreamingMode streaming() {
            return strategies.isEmpty() ? StreamingMode.NATIVE : strategies.get(strategies.size() - 1).streaming();
        }

        @Override
        public String toString() {
            return strategies.isEmpty()
                    ? PASSTHROUGH
                    : strategies.stream().map(StrategyDescriptor::id).collect(Collectors.joining("&"));
        }
    }

    /** Whether the upstream's own answer is what is asked for. */
    public boolean passthrough() {
        return branches.size() == 1 && branches.get(0).strategies().isEmpty();
    }

    /** All strategies in it. */
    public Stream<StrategyDescriptor> strategies() {
        return branches.stream().flatMap(branch -> branch.strategies().stream());
    }

    /** How its answer is streamed: truly only when every branch is. */
    public StreamingMode streaming() {
        boolean emulated = branches.stream().anyMatch(branch -> branch.streaming() == StreamingMode.EMULATED);
        return emulated ? StreamingMode.EMULATED : StreamingMode.NATIVE;
    }

    @Override
    public String toString() {
        return branches.stream().map(Pipeline::toString).collect(Collectors.joining("|"));
    }
}
