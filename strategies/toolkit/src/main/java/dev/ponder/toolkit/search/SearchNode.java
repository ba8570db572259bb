package dev.ponder.toolkit.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node of a search tree with its statistics. Not thread-safe: one tree per request, used by the request's thread.
 *
 * @param <S> the state that a node stands for
 */
public final class SearchNode<S> {

    private final S state;
    private final List<SearchNode<S>> path;
    private final List<SearchNode<S>> children = new ArrayList<>();
    private int visits;
    private double total;
    private int ownRewards;
    private double ownTotal;
    private int pending;
    private int expanding;

    private SearchNode(S state, List<SearchNode<S>> ancestors) {
        this.state = state;
        this.path = new ArrayList<>(ancestors);
        this.path.add(this);
    }

    /** The root of a new tree. */
    public static <S> SearchNode<S> root(S state) {
        return new SearchNode<>(state, List.of());
    }

    /** Expansion: adds a child, which has no visits yet. */
    public SearchNode<S> expand(S childState) {
        var child = new SearchNode<>(childState, path);
        children.add(child);
        return child;
    }

    /**
     * Backpropagation: counts one visit with this reward for this node and all its ancestors.
     *
     * @param reward from 0 to 1
     */
    public void backPropagate(double reward) {
        if (!(reward >= 0 && reward <= 1)) {
            throw new IllegalArgumentException("reward: " + reward + " (expected 0 to 1)");
        }
        ownRewards++;
        ownTotal += reward;
        for (SearchNode<S> node : path) {
            node.visits++;
            node.total += reward;
        }
    }

    /** The state that this node stands for. */
    public S state() {
        return state;
    }

    /** The nodes from the root to this one. */
    public List<SearchNode<S>> path() {
        return Collections.unmodifiableList(path);
    }

    /** The number of steps from the root, 0 for the root. */
    public int depth() {
        return path.size() - 1;
    }

    /** Whether it is the root. */
    public boolean isRoot() {
        return path.size() == 1;
    }

    /** The children, in the order in which they were added. */
    public List<SearchNode<S>> children() {
        return Collections.unmodifiableList(children);
    }

    /** All nodes below this one, each before its own children. */
    public Stream<SearchNode<S>> descendants() {
        return children.stream().flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
    }

    /** How often this node or a node below it was rewarded. */
    public int visits() {
        return visits;
    }

    /** The mean of all rewards of this node and the nodes below it (Q/N); 0 without any. */
    public double meanReward() {
        return visits == 0 ? 0 : total / visits;
    }

    /** Whether this node itself was rewarded. */
    public boolean isRewarded() {
        return ownRewards > 0;
    }

    /** The mean of this node's own rewards; 0 without any. */
    public double ownReward() {
        return ownRewards == 0 ? 0 : ownTotal / ownRewards;
    }

    /** The number of simulations under way through this node. Each counts as a visit with reward 0 (virtual loss). */
    public int pending() {
        return pending;
    }

    /** The number of simulations under way that add a child to this node. */
    public int expanding() {
        return expanding;
    }

    /** A simulation that expands this node begins. */
    void reserve() {
        expanding++;
        path.forEach(node -> node.pending++);
    }

    /** Such a simulation is over. */
    void release() {
        expanding--;
        path.forEach(node -> node.pending--);
    }
}
