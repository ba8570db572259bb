package dev.ponder.strategies.mars;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.mars.Population.Solution;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The agents who solve the task, aggregate solutions of others, and improve solutions that were found wrong. */
final class Agents {

    private static final PromptTemplate SOLVE = PromptTemplate.of(Agents.class, "solve");
    private static final PromptTemplate AGGREGATE = PromptTemplate.of(Agents.class, "aggregate");
    private static final PromptTemplate IMPROVE = PromptTemplate.of(Agents.class, "improve");
    private static final int ATTEMPTS_TO_DIFFER = 8;

    private final MarsSession session;

    Agents(MarsSession session) {
        this.session = session;
    }

    /** The first population: every agent solves the task alone. */
    Uni<Population> explore() {
        int agents = session.reserve(session.schedule().solutions(), 1, 0);
        List<Prompt> prompts = IntStream.range(0, agents)
                .mapToObj(agent -> prompt("explore", agent, task(agent))).toList();
        boolean differ = session.settings().models().isPresent() || session.settings().personas().isPresent();
        return population(differ
                ? session.inference().sample(prompts)
                : session.inference().sample(prompts.get(0), agents), "explore", agents, "");
    }

    /**
     * The next population: every agent aggregates a random subset of this one (Recursive Self-Aggregation). This population if the
     * calls do not suffice or all agents fail.
     *
     * @param loop the number of the loop, from 1
     */
    Uni<Population> aggregate(Population before, int loop) {
        int agents = session.reserve(session.schedule().solutions(), 1, session.schedule().callsToVerify());
        if (agents < 2) {
            session.degraded("aggregate", "the calls did not suffice for loop " + loop);
            return Uni.createFrom().item(before);
        }
        List<List<Solution>> groups = subsets(before.solutions(), agents);
        List<Prompt> prompts = IntStream.range(0, agents)
                .mapToObj(agent -> prompt("aggregate", agent, aggregation(agent, groups.get(agent)))).toList();
        return population(session.inference().sample(prompts), "aggregate", agents,
                "loop " + loop + " of " + session.schedule().loops()
                        + (before.leader().isEmpty() ? "" : ", leader " + before.leader()))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Population.EMPTY)
                .map(after -> {
                    if (after.solutions().isEmpty() || (before.complete() && !after.complete())) {
                        session.degraded("aggregate",
                                "no solution of loop " + loop + " is complete, so earlier ones were kept");
                        return before;
                    }
                    return after;
                });
    }

    /** Improvements of these solutions with the reports that reject them, without those that fail or are incomplete. */
    Uni<List<Solution>> improve(List<Assessment> faulty) {
        List<Prompt> prompts = IntStream.range(0, faulty.size())
                .mapToObj(agent -> prompt("improve", agent, improvement(agent, faulty.get(agent)))).toList();
        if (prompts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return collected(session.inference().sample(prompts), "improve", prompts.size(), "")
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of())
                .map(written -> written.stream().sorted(Candidate.TIE_BREAK)
                        .filter(candidate -> usable(candidate.answer()))
                        .map(candidate -> faulty.get(candidate.index()).solution().improved(session.nextIds(1),
                                candidate.answer()))
                        .toList());
    }

    private static boolean usable(Answer answer) {
        return answer.complete() && !answer.text().isBlank();
    }

    private Uni<Population> population(Multi<Candidate> written, String stage, int agents, String note) {
        String question = session.question();
        return collected(written, stage, agents, note).chain(all -> {
            int firstId = session.nextIds(all.size());
            return session.inference().compute(
                    all.stream().mapToLong(candidate -> candidate.answer().characters()).sum(),
                    () -> Population.of(all, question, firstId));
        });
    }

    private Uni<List<Candidate>> collected(Multi<Candidate> written, String stage, int agents, String note) {
        return written.collect().in(ArrayList<Candidate>::new, (all, candidate) -> {
            all.add(candidate);
            session.inference().progress(new Progress(stage, all.size(), agents, note));
        }).map(List::copyOf);
    }

    private Prompt prompt(String stage, int agent, String instructions) {
        Prompt prompt = Prompt.internal(stage, session.conversation().withInstructions(instructions))
                .withModel(turn(session.settings().models().orElse(List.of()), agent))
                .withTemperature(session.settings().temperature());
        return session.limited(prompt);
    }

    private String task(int agent) {
        String persona = turn(session.settings().personas().orElse(List.of()), agent);
        return SOLVE.render(Map.of("persona", persona == null ? "" : persona)).strip();
    }

    private static @Nullable String turn(List<String> items, int agent) {
        return items.isEmpty() ? null : items.get(agent % items.size());
    }

    private String aggregation(int agent, List<Solution> group) {
        Map<String, Object> values = values(agent);
        values.put("several", group.size() > 1);
        values.put("count", group.size());
        values.put("blocks", session.blocks(FenceKind.DRAFT, group));
        return AGGREGATE.render(values);
    }

    private String improvement(int agent, Assessment faulty) {
        Map<String, Object> values = values(agent);
        values.put("blocks", session.block(FenceKind.DRAFT, "1", faulty.solution()) + "\n\n"
                + FenceKind.CRITIQUE.wrap(session.fence(), "1", faulty.objections()));
        return IMPROVE.render(values);
    }

    private Map<String, Object> values(int agent) {
        Map<String, Object> values = new HashMap<>(session.tags());
        values.put("task", task(agent));
        values.put("notes", session.notes());
        return values;
    }

    /** Random subsets in random order, as different from each other as their number permits. */
    private List<List<Solution>> subsets(List<Solution> solutions, int count) {
        var random = new Random(session.inference().random().nextLong());
        int size = Math.min(session.settings().aggregationSize(), solutions.size());
        Set<Set<Integer>> drawn = new HashSet<>();
        List<List<Solution>> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Solution> order = new ArrayList<>(solutions);
            int attempt = 0;
            do {
                Collections.shuffle(order, random);
            } while (!drawn.add(ids(order.subList(0, size))) && ++attempt < ATTEMPTS_TO_DIFFER);
            groups.add(List.copyOf(order.subList(0, size)));
        }
        return groups;
    }

    private static Set<Integer> ids(List<Solution> solutions) {
        return solutions.stream().map(Solution::id).collect(Collectors.toSet());
    }
}
