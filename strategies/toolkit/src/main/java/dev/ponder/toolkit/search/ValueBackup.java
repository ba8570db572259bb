package dev.ponder.toolkit.search;

/** How the value of a node is made from the rewards below it: the value of a setting. */
public enum ValueBackup {

    /** The mean of all rewards of the subtree, as in UCT: for rewards that vary by chance. */
    MEAN {
        @Override
        double value(SearchNode<?> node) {
            return node.meanReward();
        }
    },
    /** The highest reward of the subtree: for problems where one good node is enough. */
    MAX {
        @Override
        double value(SearchNode<?> node) {
            return Math.max(node.ownReward(), bestChild(node));
        }
    },
    /** The mean of the node's own reward and its best child's value (MCTSr, arXiv:2406.07394). */
    SELF_REFINE {
        @Override
        double value(SearchNode<?> node) {
            boolean refined = node.children().stream().anyMatch(child -> child.visits() > 0);
            return refined ? (node.ownReward() + bestChild(node)) / 2 : node.ownReward();
        }
    };

    /** The value of a node, 0 to 1; 0 without any reward. */
    abstract double value(SearchNode<?> node);

    double bestChild(SearchNode<?> node) {
        return node.children().stream().mapToDouble(this::value).max().orElse(0);
    }
}
