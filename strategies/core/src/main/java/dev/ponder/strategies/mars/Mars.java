package dev.ponder.strategies.mars;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.strategies.mars.Population.Solution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Agents solve the task and aggregate each other's solutions; checkers verify one solution of each answer; solutions that fail are
 * improved with the reports and verified again; and the best one is written up as the answer, streamed and under the client's
 * parameters.
 *
 * <p>Only the write-up sees the client's tools. A request that continues from a tool result is answered by one plain call, because
 * the agents cannot tell which tool to call next.
 */
@Strategy(id = "mars", title = "Multi-agent reasoning", paper = "arXiv:2509.26626", settings = MarsConfig.class,
        summary = "Agents solve, aggregate, verify and improve; one call writes the answer from the best solution.",
        tools = ToolPolicy.FINAL_STAGE)
class Mars implements InferenceStrategy.Streaming {

    private final MarsConfig config;

    Mars(MarsConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return Schedule.of(settings.of(config)).cost();
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return Multi.createFrom().deferred(() -> reason(new MarsSession(inference, inference.settings().of(config))));
    }

    private static Multi<AnswerPart> reason(MarsSession session) {
        var writeUp = new WriteUp(session);
        if (session.conversation().endsWithToolResult()) {
            return writeUp.plainAnswer();
        }
        var agents = new Agents(session);
        var verifier = new Verifier(session);
        return agents.explore()
                .chain(new StrategyNetwork(session)::share)
                .chain(population -> aggregated(population, 1, agents, session))
                .chain(population -> verified(population, verifier, session))
                .chain(ranked -> improved(ranked, 1, agents, verifier, session))
                .onItem().transformToMulti(writeUp::answer);
    }

    /** The loops end early when all solutions give the same answer, or there is nothing to aggregate. */
    private static Uni<Population> aggregated(Population population, int loop, Agents agents, MarsSession session) {
        boolean over = loop > session.schedule().loops() || population.unanimous() || population.solutions().isEmpty();
        return over
                ? Uni.createFrom().item(population)
                : agents.aggregate(population, loop).chain(next -> aggregated(next, loop + 1, agents, session));
    }

    /** One solution of each class of equal answers, the largest classes only; solutions that were cut off are not worth it. */
    private static Uni<List<Assessment>> verified(Population population, Verifier verifier, MarsSession session) {
        List<Solution> all = population.representatives();
        int wanted = population.complete() ? Math.min(Schedule.CONTENDERS, all.size()) : 0;
        int affordable = session.reserve(wanted, session.schedule().callsToVerify(), 0);
        return verifier.verify(all.subList(0, affordable))
                .map(assessed -> Stream.concat(assessed.stream(), all.stream().skip(affordable).map(Assessment::none))
                        .sorted(Assessment.BEST_FIRST).toList())
                .invoke(ranked -> {
                    if (!ranked.isEmpty() && ranked.stream().allMatch(one -> one.reports().isEmpty())) {
                        session.degraded("verify", "no solution could be verified");
                    }
                });
    }

    /** Improves the latest versions of the solutions that a report rejects, until one is verified. */
    private static Uni<List<Assessment>> improved(List<Assessment> ranked, int iteration, Agents agents,
            Verifier verifier,
            MarsSession session) {
        Set<Integer> superseded = ranked.stream().map(Assessment::solution).filter(Solution::isImprovement)
                .map(Solution::parent).collect(Collectors.toSet());
        List<Assessment> faulty = ranked.stream()
                .filter(one -> one.faulty() && !superseded.contains(one.solution().id())).limit(Schedule.CONTENDERS)
                .toList();
        boolean over = iteration > session.schedule().iterations() || faulty.isEmpty() || ranked.get(0).verified();
        int affordable = over ? 0 : session.reserve(faulty.size(), session.schedule().callsToImprove(), 0);
        return affordable == 0
                ? Uni.createFrom().item(ranked)
                : agents.improve(faulty.subList(0, affordable))
                        .chain(verifier::verify)
                        .map(better -> Stream.concat(better.stream(), ranked.stream()).sorted(Assessment.BEST_FIRST)
                                .toList())
                        .chain(all -> improved(all, iteration + 1, agents, verifier, session));
    }
}
