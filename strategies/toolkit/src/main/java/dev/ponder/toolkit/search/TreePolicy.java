package dev.ponder.toolkit.search;

import java.util.Comparator;
import java.util.List;

/**
 * The tree policy UCT (Kocsis and Szepesvári, 2006): descend to the child with the highest upper confidence bound. Simulations
 * under way count as lost (virtual loss, Chaslot et al., 2008), so that parallel ones spread over the tree. Immutable.
 *
 * @param exploration the weight of the bound's width, at least 0; rewards are from 0 to 1
 * @param backup how values are made from rewards
 * @param branching when a node gets another child
 */
public record TreePolicy(double exploration, ValueBackup backup, Branching branching) {

    /** When a node that may get another child gets it, instead of a descent to one of its children. */
    public enum Branching {
        /** Before any descent, as in plain UCT. */
        EXPAND_FIRST,
        /**
         * When a new child is more promising than each existing one: it is one more arm, with the mean reward of the
         * children so far. Decides between wider and deeper as AB-MCTS (arXiv:2503.04412) does, with UCT's bound.
         */
        ADAPTIVE
    }

    /** Whether a node is expanded, rather than one of the children that are open to simulations. */
    <S> boolean expands(SearchNode<S> node, List<SearchNode<S>> open) {
        return open.isEmpty() || switch (branching) {
            case EXPAND_FIRST -> true;
            case ADAPTIVE -> boundOfNewChild(node) > bound(best(open));
        };
    }

    /** The child with the highest bound, the first of several. */
    <S> SearchNode<S> best(List<SearchNode<S>> open) {
        return open.stream().min(Comparator.comparingDouble((SearchNode<S> child) -> -bound(child))).orElseThrow();
    }

    /** The upper confidence bound of a child; infinite for a child without visits. */
    private double bound(SearchNode<?> child) {
        SearchNode<?> parent = child.path().get(child.depth() - 1);
        return bound(backup.value(child), child.visits(), child.pending(), parent);
    }

    private double boundOfNewChild(SearchNode<?> node) {
        List<? extends SearchNode<?>> rewarded = node.children().stream().filter(SearchNode::isRewarded).toList();
        double mean = rewarded.stream().mapToDouble(SearchNode::ownReward).average().orElse(node.ownReward());
        return bound(mean, rewarded.size(), node.expanding(), node);
    }

    private double bound(double value, int visits, int pending, SearchNode<?> parent) {
        int trials = visits + pending;
        if (trials == 0) {
            return Double.POSITIVE_INFINITY;
        }
        int parentTrials = Math.max(1, parent.visits() + parent.pending());
        return value * visits / trials + exploration * Math.sqrt(Math.log(parentTrials) / trials);
    }
}
