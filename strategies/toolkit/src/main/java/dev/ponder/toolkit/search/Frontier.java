package dev.ponder.toolkit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The nodes of a tree that may get another child, and selection among them: a descent from the root by the tree policy.
 * Not thread-safe: one per tree.
 *
 * @param <S> the state of a node
 */
public final class Frontier<S> {

    private final SearchNode<S> root;
    private final TreePolicy policy;
    private final Predicate<SearchNode<S>> expandable;

    /**
     * The frontier of a tree.
     *
     * @param expandable whether a node may get another child, in addition to those that are
     *        {@linkplain SearchNode#expanding() under way}
     */
    public Frontier(SearchNode<S> root, TreePolicy policy, Predicate<SearchNode<S>> expandable) {
        this.root = root;
        this.policy = policy;
        this.expandable = expandable;
    }

    /**
     * Selects nodes for simulations that run at the same time, until they are {@linkplain #release released}. A node can
     * be selected several times.
     *
     * @param count the most simulations, at least 1
     * @return fewer when no more nodes may get a child
     */
    public List<SearchNode<S>> select(int count) {
        var selected = new ArrayList<SearchNode<S>>();
        while (selected.size() < count && isOpen(root)) {
            SearchNode<S> node = descend(root);
            node.reserve();
            selected.add(node);
        }
        return selected;
    }

    /** The simulations of these nodes are over; each adds its child before or after. */
    public void release(List<SearchNode<S>> selected) {
        selected.forEach(SearchNode::release);
    }

    private SearchNode<S> descend(SearchNode<S> node) {
        List<SearchNode<S>> open = node.children().stream().filter(this::isOpen).toList();
        return expandable.test(node) && policy.expands(node, open) ? node : descend(policy.best(open));
    }

    /** Whether this node or one below it may get another child. */
    private boolean isOpen(SearchNode<S> node) {
        return expandable.test(node) || node.children().stream().anyMatch(this::isOpen);
    }
}
