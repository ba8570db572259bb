package dev.ponder.strategies.rstar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.search.Frontier;
import dev.ponder.toolkit.search.SearchNode;
import dev.ponder.toolkit.search.TreePolicy;
import dev.ponder.toolkit.search.TreePolicy.Branching;
import dev.ponder.toolkit.search.TreeSearch;
import dev.ponder.toolkit.search.ValueBackup;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;
import io.smallrye.mutiny.Uni;

/** The search tree of one request: rollouts from the selected nodes to trajectories, all rollouts of a wave level by level. */
final class RolloutTree {

    private final Inference inference;
    private final MutualReasoningConfig settings;
    private final ReasoningPrompts prompts;
    private final QuestionHint hint;
    private final SearchNode<ReasoningTrace> root = SearchNode.root(ReasoningTrace.EMPTY);
    /** The actions that were tried at each node, also those whose calls were lost. */
    private final Map<SearchNode<ReasoningTrace>, List<ReasoningAction>> tried = new HashMap<>();
    private final Map<ReasoningAction, Integer> triedInAll = new EnumMap<>(ReasoningAction.class);
    private final List<Trajectory> trajectories = new ArrayList<>();
    private List<Cluster<Trajectory>> groups = List.of();
    private int rollouts;

    /**
     * A rollout under way.
     *
     * @param node where it is
     * @param answers a step that already contains the answer: further answers are sampled beside it
     * @param ends whether the next action is the answer
     */
    private record Rollout(SearchNode<ReasoningTrace> node, List<String> answers, boolean ends) {}

    /** The next action of a rollout, and how often it is sampled. */
    private record Move(Rollout rollout, ReasoningAction action, int samples) {}

    /**
     * What the model wrote for a move.
     *
     * @param texts complete texts
     * @param concludes whether a step is the last one, with the answer; a smaller question's answer is none
     * @param trajectory the trajectory, if the move ends one
     */
    private record Outcome(Move move, List<String> texts, boolean concludes, Optional<Trajectory> trajectory) {}

    RolloutTree(Inference inference, MutualReasoningConfig settings, ReasoningPrompts prompts, QuestionHint hint) {
        this.inference = inference;
        this.settings = settings;
        this.prompts = prompts;
        this.hint = hint;
    }

    /** The trajectories of all rollouts; those that were lost are missing. */
    Uni<List<Trajectory>> search() {
        var policy = new TreePolicy(settings.c(), ValueBackup.MEAN, Branching.EXPAND_FIRST);
        var frontier = new Frontier<>(root, policy, node -> untried(node) > node.expanding());
        return new TreeSearch<>(frontier, settings.numRollouts(), settings.parallel())
                .run(this::rollOut, this::isDecided)
                .map(over -> List.copyOf(trajectories));
    }

    private int untried(SearchNode<ReasoningTrace> node) {
        return node.state().next(settings.maxDepth()).stream()
                .mapToInt(action -> action.samples() - tries(node, action)).sum();
    }

    private int tries(SearchNode<ReasoningTrace> node, ReasoningAction action) {
        return (int) tried.getOrDefault(node, List.of()).stream().filter(action::equals).count();
    }

    /** Whether the remaining rollouts cannot change which answer has the greatest sum of rewards. */
    private boolean isDecided() {
        double leader = groups.isEmpty() ? 0 : groups.get(0).weight();
        double runnerUp = groups.size() < 2 ? 0 : groups.get(1).weight();
        return leader > runnerUp + settings.numRollouts() - rollouts;
    }

    private Uni<Void> rollOut(List<SearchNode<ReasoningTrace>> selected) {
        rollouts += selected.size();
        return advance(selected.stream().map(node -> new Rollout(node, List.of(), false)).toList());
    }

    /** One level: each rollout takes one action; those that are not at their end go on. */
    private Uni<Void> advance(List<Rollout> active) {
        if (active.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Move> moves = active.stream().map(this::move).toList();
        long shown = active.stream().mapToLong(rollout -> rollout.node().state().characters()).sum();
        return inference.compute(shown, () -> moves.stream().map(this::prompt).toList())
                .chain(all -> Uni.join().all(IntStream.range(0, moves.size())
                        .mapToObj(i -> texts(all.get(i), moves.get(i).samples())).toList()).andFailFast())
                .chain(texts -> outcomes(moves, texts))
                .chain(outcomes -> regroup(outcomes)
                        .chain(() -> advance(outcomes.stream().flatMap(outcome -> next(outcome).stream()).toList())));
    }

    private Move move(Rollout rollout) {
        ReasoningAction action = rollout.ends() ? ReasoningAction.ANSWER : leastTried(rollout.node());
        tried.computeIfAbsent(rollout.node(), first -> new ArrayList<>()).add(action);
        triedInAll.merge(action, 1, Integer::sum);
        return new Move(rollout, action,
                action == ReasoningAction.ANSWER ? settings.votes() - rollout.answers().size() : 1);
    }

    /** The action that was tried least at this node, and of several the one that was tried least in the tree. */
    private ReasoningAction leastTried(SearchNode<ReasoningTrace> node) {
        return node.state().next(settings.maxDepth()).stream()
                .filter(action -> tries(node, action) < action.samples())
                .min(Comparator.comparingInt((ReasoningAction action) -> tries(node, action))
                        .thenComparing(action -> triedInAll.getOrDefault(action, 0)))
                .orElse(ReasoningAction.ANSWER);
    }

    private Prompt prompt(Move move) {
        return prompts.attempt(move.action(), move.rollout().node().state());
    }

    /** Complete texts only; a call that is lost costs its sample. */
    private Uni<List<String>> texts(Prompt prompt, int samples) {
        return inference.sample(prompt, samples).collect().asList()
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of())
                .map(candidates -> candidates.stream().sorted(Comparator.comparingInt(Candidate::index))
                        .map(Candidate::answer).filter(answer -> answer.complete() && !answer.text().isBlank())
                        .map(Answer::text).map(String::strip).toList());
    }

    private Uni<List<Outcome>> outcomes(List<Move> moves, List<List<String>> texts) {
        int votes = settings.votes();
        return inference.compute(texts.stream().flatMap(List::stream).mapToLong(String::length).sum(),
                () -> IntStream.range(0, moves.size()).mapToObj(i -> outcome(moves.get(i), texts.get(i), votes, hint))
                        .toList());
    }

    private static Outcome outcome(Move move, List<String> texts, int votes, QuestionHint hint) {
        var all = new ArrayList<>(move.rollout().answers());
        all.addAll(texts);
        boolean concludes = move.action() == ReasoningAction.NEXT_STEP && !texts.isEmpty()
                && Trajectory.concludes(texts.get(0), hint);
        boolean ends = !all.isEmpty() && (move.action() == ReasoningAction.ANSWER || (concludes && votes == 1));
        return new Outcome(move, texts, concludes, ends
                ? Optional.of(Trajectory.of(move.rollout().node().state(), all, votes, hint))
                : Optional.empty());
    }

    /** The rollout after a move; empty at its end. A rollout whose step is lost goes on to its answer. */
    private Optional<Rollout> next(Outcome outcome) {
        SearchNode<ReasoningTrace> node = outcome.move().rollout().node();
        ReasoningAction action = outcome.move().action();
        if (outcome.trajectory().isPresent()) {
            Trajectory trajectory = outcome.trajectory().get();
            node.expand(node.state().plus(ReasoningAction.ANSWER, trajectory.ending()))
                    .backPropagate(trajectory.reward());
            return Optional.empty();
        }
        if (action == ReasoningAction.ANSWER) {
            return Optional.empty();
        }
        return Optional.of(outcome.texts().isEmpty()
                ? new Rollout(node, List.of(), true)
                : outcome.concludes()
                        ? new Rollout(node, outcome.texts(), true)
                        : new Rollout(node.expand(node.state().plus(action, outcome.texts().get(0))), List.of(),
                                false));
    }

    /** Takes the new trajectories in, and reports the answer that leads. */
    private Uni<Void> regroup(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> outcome.trajectory().ifPresent(trajectories::add));
        List<Trajectory> all = List.copyOf(trajectories);
        return inference.compute(all.stream().mapToLong(trajectory -> trajectory.answer().raw().length()).sum(),
                () -> Trajectory.groups(all, hint))
                .onItem().invoke(found -> {
                    groups = found;
                    inference.progress(new Progress(ReasoningPrompts.REASON, all.size(), settings.numRollouts(),
                            found.isEmpty() ? "" : "leader: " + found.get(0).answer().canonical()));
                }).replaceWithVoid();
    }
}
