package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The strategies of a request: one strategy, a pipeline {@code a&b}, or branches {@code a|b} with a choice each. {@code &}
 * binds tighter than {@code |}.
 *
 * @param branches at least one
 */
public record StrategyExpression(List<Pipeline> branches) {

    /** The id of the strategy that changes nothing. */
    public static final String PASSTHROUGH = "none";

    /** A plain call. */
    public static final StrategyExpression PLAIN = new StrategyExpression(List.of(Pipeline.PLAIN));

    /** Copies the list. */
    public StrategyExpression {
        branches = List.copyOf(branches);
    }

    /**
     * Strategies that run one after the other.
     *
     * @param strategies empty for a plain call
     */
    public record Pipeline(List<StrategyDescriptor> strategies) {

        /** Removes the strategy {@code none}. */
        public Pipeline {
            strategies = strategies.stream().filter(strategy -> !strategy.id().equals(PASSTHROUGH)).toList();
        }

        /** A plain call. */
        static final Pipeline PLAIN = new Pipeline(List.of());

        /**
         * How the pipeline's answer is streamed: as its last strategy streams.
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

    /** Whether the expression is a plain call. */
    public boolean passthrough() {
        return branches.size() == 1 && branches.get(0).strategies().isEmpty();
    }

    /** The strategies of all branches. */
    public Stream<StrategyDescriptor> strategies() {
        return branches.stream().flatMap(branch -> branch.strategies().stream());
    }

    /** How the answer is streamed: native only if every branch is. */
    public StreamingMode streaming() {
        boolean emulated = branches.stream().anyMatch(branch -> branch.streaming() == StreamingMode.EMULATED);
        return emulated ? StreamingMode.EMULATED : StreamingMode.NATIVE;
    }

    /**
     * The id of its strategy, {@code composed} if it has several, or {@code none}. Clients can write any number of
     * expressions, so only ids are meter tags.
     */
    public String tag() {
        if (passthrough()) {
            return PASSTHROUGH;
        }
        var ids = strategies().map(StrategyDescriptor::id).distinct().toList();
        return ids.size() == 1 ? ids.get(0) : "composed";
    }

    @Override
    public String toString() {
        return branches.stream().map(Pipeline::toString).collect(Collectors.joining("|"));
    }
}
