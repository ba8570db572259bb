package dev.ponder.strategies.mcts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.mcts.RubricJudge.Grade;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.search.Frontier;
import dev.ponder.toolkit.search.SearchNode;
import dev.ponder.toolkit.search.TreePolicy;
import dev.ponder.toolkit.search.TreePolicy.Branching;
import dev.ponder.toolkit.search.TreeSearch;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The search tree of one request. The root is the question, without an answer; every other node is an answer. */
final class AnswerTree {

    private static final String SAMPLE = "sample";
    private static final String REFINE = "refine";
    private static final int MAX_CRITIQUE = 8_000;
    private static final PromptTemplate REFINEMENT = PromptTemplate.of(AnswerTree.class, "refine");

    private final Inference inference;
    private final MonteCarloTreeSearchConfig settings;
    private final Conversation conversation;
    private final Prompt sample;
    private final Fence fence;
    private final SearchNode<Optional<GradedAnswer>> root = SearchNode.root(Optional.empty());
    private AnswerRanking ranking = AnswerRanking.EMPTY;
    private List<Candidate> lastWave = List.of();
    private int drawn;

    AnswerTree(Inference inference, MonteCarloTreeSearchConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.conversation = inference.request().conversation();
        this.sample = Prompt.sampling(SAMPLE, inference.request(), inference.settings(), settings.temperature());
        this.fence = Fence.of(inference.random());
    }

    /** Samples the first answers; searches on from them unless they are all the same. Returns all answers in order. */
    Uni<AnswerRanking> search() {
        String question = conversation.question();
        return collected(SAMPLE, inference.sample(sample, settings.width()))
                .chain(first -> inference.compute(characters(first), () -> AnswerRanking.settled(first, question))
                        .chain(settled -> settled.isPresent()
                                ? Uni.createFrom().item(settled.get())
                                : searched(first)));
    }

    private Uni<AnswerRanking> searched(List<Candidate> first) {
        var policy = new TreePolicy(settings.exploration(), settings.backup(), Branching.ADAPTIVE);
        var simulations = new TreeSearch<>(new Frontier<>(root, policy, this::isExpandable), settings.simulations(),
                settings.parallel());
        return grow(first, Collections.nCopies(settings.width(), root))
                .chain(() -> simulations.run(this::simulate, () -> ranking.isDecided(lastWave)))
                .map(over -> ranking);
    }

    private boolean isExpandable(SearchNode<Optional<GradedAnswer>> node) {
        return node.isRoot() || (node.depth() < settings.depth()
                && node.state().filter(GradedAnswer::isRefinable).isPresent());
    }

    /** A wave of simulations: a new answer where the root was selected, a refined answer where an answer was selected. */
    private Uni<Void> simulate(List<SearchNode<Optional<GradedAnswer>>> selected) {
        long shown = selected.stream().flatMap(node -> node.state().stream())
                .mapToLong(parent -> parent.answer().characters() + parent.critique().length()).sum();
        return inference.compute(shown, () -> selected.stream()
                .map(node -> node.state().map(this::refinePrompt).orElse(sample)).toList())
                .chain(prompts -> collected("search", inference.sample(prompts)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of())
                .chain(answers -> grow(answers, selected));
    }

    private Uni<List<Candidate>> collected(String stage, Multi<Candidate> answers) {
        return answers
                .collect().in(ArrayList<Candidate>::new, (all, answer) -> {
                    all.add(answer);
                    progress(stage, drawn + all.size());
                })
                .map(all -> all.stream().sorted(Comparator.comparingInt(Candidate::index)).toList());
    }

    /** Grades answers and adds each to the parent with its index. */
    private Uni<Void> grow(List<Candidate> answers, List<SearchNode<Optional<GradedAnswer>>> parents) {
        int before = drawn;
        drawn += parents.size();
        lastWave = answers.stream().map(answer -> new Candidate(before + answer.index(), answer.answer())).toList();
        List<Candidate> gradable = lastWave.stream().filter(GradedAnswer::isGradable).toList();
        return new RubricJudge(inference, settings, fence).grade(gradable)
                .chain(grades -> {
                    lastWave.forEach(answer -> add(parents.get(answer.index() - before), answer,
                            grades.getOrDefault(answer.index(), List.of())));
                    reportExhaustion(lastWave.size() < parents.size() || grades.size() < gradable.size());
                    return ranked();
                });
    }

    private void add(SearchNode<Optional<GradedAnswer>> parent, Candidate answer, List<Grade> grades) {
        int sample = parent.state().map(GradedAnswer::sample).orElse(answer.index());
        SearchNode<Optional<GradedAnswer>> child = parent
                .expand(Optional.of(GradedAnswer.of(answer, sample, grades)));
        child.state().flatMap(graded -> graded.grade().stream().boxed().findFirst()).ifPresent(child::backPropagate);
    }

    private Uni<Void> ranked() {
        List<GradedAnswer> all = root.descendants().flatMap(node -> node.state().stream()).toList();
        return inference.compute(characters(all.stream().map(GradedAnswer::candidate).toList()),
                () -> AnswerRanking.of(all, conversation.question()))
                .onItem().invoke(order -> {
                    ranking = order;
                    progress("grade", drawn);
                }).replaceWithVoid();
    }

    private Prompt refinePrompt(GradedAnswer parent) {
        String instructions = REFINEMENT.render(Map.of(
                "draft", FenceKind.DRAFT.tag(fence), "critique", FenceKind.CRITIQUE.tag(fence),
                "draftBlock", FenceKind.DRAFT.wrap(fence, "1", parent.answer().text()),
                "critiqueBlock", FenceKind.CRITIQUE.wrap(fence, "1",
                        MiddleTruncation.of(parent.critique(), MAX_CRITIQUE))));
        return new Prompt(REFINE, sample.model(), conversation.withInstructions(instructions), sample.parameters());
    }

    private void progress(String stage, int done) {
        int total = settings.width() + settings.simulations();
        inference.progress(new Progress(stage, done, total, leader()));
    }

    private String leader() {
        return ranking.leader().map(AnswerTree::described).orElse("");
    }

    private static String described(GradedAnswer leader) {
        return "leader: " + (leader.candidate().index() + 1) + leader.grade().stream()
                .mapToObj(grade -> String.format(Locale.ROOT, ", grade %.1f", 10 * grade)).findFirst().orElse("");
    }

    private void reportExhaustion(boolean lost) {
        if (lost && (inference.budget().remainingCalls() == 0 || inference.budget().remainingTokens() == 0)) {
            inference.report(new Finding.Degraded("search",
                    "the budget did not suffice for the whole search, so the best answer so far was chosen"));
        }
    }

    private static long characters(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::answer).mapToLong(Answer::characters).sum();
    }
}
