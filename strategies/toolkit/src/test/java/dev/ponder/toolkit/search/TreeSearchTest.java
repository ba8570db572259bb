package dev.ponder.toolkit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.toolkit.search.TreePolicy.Branching;
import io.smallrye.mutiny.Uni;

class TreeSearchTest {

    private final SearchNode<String> root = SearchNode.root("root");
    private SearchNode<String> good;
    private SearchNode<String> bad;

    @BeforeEach
    void twoChildren() {
        good = root.expand("good");
        good.backPropagate(0.8);
        bad = root.expand("bad");
        bad.backPropagate(0.2);
    }

    @Test
    void rewardsAreBackedUpToTheRoot() {
        good.expand("grandchild").backPropagate(0.5);

        assertThat(root.visits()).isEqualTo(3);
        assertThat(root.meanReward()).isEqualTo(0.5, within(1e-9));
        assertThat(good.visits()).isEqualTo(2);
        assertThat(good.meanReward()).isEqualTo(0.65, within(1e-9));
        assertThat(good.ownReward()).isEqualTo(0.8);
        assertThat(bad.visits()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.5", "MAX, 0.9", "SELF_REFINE, 0.85"})
    void theValueOfANodeIsMadeFromTheRewardsBelowIt(ValueBackup backup, double value) {
        good.expand("worse").backPropagate(0.0);
        good.expand("better").backPropagate(0.9);
        good.expand("not rewarded");
        good.expand("worst").backPropagate(0.3);

        assertThat(backup.value(good)).isEqualTo(value, within(1e-9));
    }

    @Test
    void exploitsWithoutExplorationAndExploresWithMuchOfIt() {
        good.backPropagate(0.8);
        good.backPropagate(0.8);

        assertThat(uct(0).best(root.children())).isEqualTo(good);
        assertThat(uct(5).best(root.children())).isEqualTo(bad);
    }

    @Test
    void aChildWithoutVisitsComesFirst() {
        SearchNode<String> unvisited = root.expand("unvisited");

        assertThat(uct(1).best(root.children())).isEqualTo(unvisited);
    }

    @Test
    void virtualLossSpreadsParallelSimulations() {
        good.backPropagate(0.8);
        bad.backPropagate(0.5);
        var frontier = new Frontier<>(root, uct(0.2), node -> !node.isRoot());

        assertThat(frontier.select(3)).containsExactly(good, good, bad);
        assertThat(root.pending()).isEqualTo(3);
    }

    @Test
    void releasedNodesHaveNoVirtualLoss() {
        var frontier = new Frontier<>(root, uct(0), node -> !node.isRoot());
        frontier.release(frontier.select(5));

        assertThat(List.of(root.pending(), good.pending(), bad.pending(), good.expanding())).containsOnly(0);
        assertThat(frontier.select(1)).containsExactly(good);
    }

    @Test
    void expandsFirstWhereTheBranchingSaysSo() {
        var frontier = new Frontier<>(root, uct(0), node -> node.children().size() + node.expanding() < 4);

        assertThat(frontier.select(3)).containsExactly(root, root, good);
    }

    @ParameterizedTest
    @CsvSource({"0.8, good", "0.0, good", "1.0, good"})
    void goesDeeperWhereAChildIsMorePromisingThanANewOne(double exploration, String expected) {
        var frontier = new Frontier<>(root, adaptive(exploration), node -> true);

        assertThat(frontier.select(1)).extracting(SearchNode::state).containsExactly(expected);
    }

    @Test
    void goesWiderWhereNewChildrenAreMorePromising() {
        good.backPropagate(0.2);
        good.backPropagate(0.2);
        good.expand("refined").backPropagate(0);
        var frontier = new Frontier<>(root, adaptive(0), node -> true);

        assertThat(frontier.select(1)).containsExactly(root);
    }

    @Test
    void selectsNothingWhereNothingIsExpandable() {
        assertThat(new Frontier<>(root, uct(1), node -> false).select(3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 3", "4, 4, 1", "0, 4, 0", "1, 4, 1"})
    void runsSimulationsInWaves(int simulations, int parallel, int waves) {
        List<Integer> sizes = new ArrayList<>();
        search(simulations, parallel, sizes, false);

        assertThat(sizes).hasSize(waves).hasSize(TreeSearch.waves(simulations, parallel));
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(simulations);
        assertThat(root.pending()).isZero();
    }

    @Test
    void stopsOnceDecided() {
        List<Integer> sizes = new ArrayList<>();
        search(8, 2, sizes, true);

        assertThat(sizes).containsExactly(2);
    }

    private void search(int simulations, int parallel, List<Integer> sizes, boolean decidedAfterOne) {
        var frontier = new Frontier<>(root, adaptive(0.5), node -> true);
        new TreeSearch<>(frontier, simulations, parallel).run(selected -> {
            sizes.add(selected.size());
            selected.forEach(node -> node.expand("new").backPropagate(0.5));
            return Uni.createFrom().voidItem();
        }, () -> decidedAfterOne && !sizes.isEmpty()).subscribe().with(done -> {
        });
    }

    private static TreePolicy uct(double exploration) {
        return new TreePolicy(exploration, ValueBackup.MEAN, Branching.EXPAND_FIRST);
    }

    private static TreePolicy adaptive(double exploration) {
        return new TreePolicy(exploration, ValueBackup.SELF_REFINE, Branching.ADAPTIVE);
    }
}
