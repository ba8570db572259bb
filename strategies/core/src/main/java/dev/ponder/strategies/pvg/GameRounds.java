package dev.ponder.strategies.pvg;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.strategies.pvg.GameVerifier.VerifierVerdict;
import dev.ponder.strategies.pvg.Provers.Proofs;
import dev.ponder.strategies.pvg.Provers.SneakySolution;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Uni;

/** The rounds of one request's game, and the choice after the last. */
final class GameRounds {

    private final Inference inference;
    private final ProverVerifierGameConfig settings;
    private final String question;
    private final Provers provers;
    private final GameVerifier verifier;
    private final ComparativeVerifier comparison;
    private final LegibilityRewrite rewrite;
    private final Instant start;

    GameRounds(Inference inference, ProverVerifierGameConfig settings) {
        Fence fence = Fence.of(inference.random());
        this.inference = inference;
        this.settings = settings;
        this.question = inference.request().conversation().question();
        this.provers = new Provers(inference, settings, fence);
        this.verifier = new GameVerifier(inference, settings, fence);
        this.comparison = new ComparativeVerifier(inference, settings);
        this.rewrite = new LegibilityRewrite(inference, fence);
        this.start = inference.clock().instant();
    }

    Uni<Answer> play() {
        return provers.prove(1, Optional.empty())
                .chain(proofs -> proofs.callTools()
                        ? vote(proofs.helpful())
                        : verified(1, proofs, Optional.empty()).chain(state -> next(2, state)).chain(this::choose));
    }

    /** A further round, unless the game is settled. A round that fails tolerably ends the game with what there is. */
    private Uni<GameState> next(int round, GameState state) {
        if (round > settings.rounds() || state.settled(settings)) {
            return Uni.createFrom().item(state);
        }
        if (!timeFor(round)) {
            report("solve", "no time was left for round " + round + ", so the best solution so far was chosen");
            return Uni.createFrom().item(state);
        }
        return provers.prove(round, Optional.of(state))
                .chain(proofs -> verified(round, proofs, Optional.of(state)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(() -> {
                    report("solve", "round " + round + " failed, so the best solution so far was chosen");
                    return state.settled();
                })
                .chain(after -> next(round + 1, after));
    }

    /** Whether one more round of average length ends before the deadline. */
    private boolean timeFor(int round) {
        Instant now = inference.clock().instant();
        Duration average = Duration.between(start, now).dividedBy(round - 1);
        return now.plus(average).isBefore(inference.budget().deadline());
    }

    private Uni<GameState> verified(int round, Proofs proofs, Optional<GameState> before) {
        List<String> helpful = proofs.texts().stream()
                .filter(text -> before.isEmpty() || !before.get().pool().verdicts().containsKey(text)).toList();
        List<String> solutions = Stream.concat(helpful.stream(), proofs.sneaky().stream().map(SneakySolution::text))
                .toList();
        return (helpful.isEmpty()
                ? Uni.createFrom().item(List.<List<VerifierVerdict>>of())
                : verifier.verify(solutions, before.map(GameState::missed).orElse(List.of())))
                .chain(verdicts -> inference.compute(proofs.characters(),
                        () -> GameState.after(before, proofs, solutions,
                                verdicts, settings.margin(), question)))
                .invoke(state -> {
                    inference.report(new Finding.Verdict(GameVerifier.STAGE, state.scores()));
                    inference.progress(new Progress("round", round, settings.rounds(), state.summary()));
                });
    }

    /** Tool calls are not proofs: their majority wins, as they are. */
    private Uni<Answer> vote(List<Candidate> candidates) {
        var tally = new VoteTally(question);
        candidates.forEach(tally::cast);
        return inference.compute(tally.characters(),
                () -> tally.winner().or(tally::mostTypical).orElseGet(() -> candidates.get(0).answer()));
    }

    private Uni<Answer> choose(GameState state) {
        if (state.leader().isEmpty()) {
            report(Provers.STAGE, "every solution was cut off, filtered, failed or empty");
        } else if (!state.pool().verified()) {
            report(GameVerifier.STAGE,
                    "no verdict could be read, so the most frequent or most typical solution was chosen");
        }
        return compared(state)
                .chain(finalists -> inference.compute(state.pool().characters(), () -> ranked(finalists, state)))
                .chain(ranked -> rewritten(ranked.get(0)).map(best -> best.withRunnersUp(
                        ranked.stream().skip(1).filter(answer -> !answer.blank()).toList())));
    }

    private Uni<List<Candidate>> compared(GameState state) {
        List<Candidate> finalists = state.classes().stream().map(solutions -> solutions.get(0))
                .limit(ComparativeVerifier.FINALISTS).toList();
        return state.discriminates() || !state.pool().verified() || finalists.size() < 2
                ? Uni.createFrom().item(finalists)
                : comparison.ranked(finalists);
    }

    /** The distinct answers, the best first: the finalists, the best of each other class, all others. */
    private static List<Answer> ranked(List<Candidate> finalists, GameState state) {
        return Stream.of(finalists.stream(), state.classes().stream().map(solutions -> solutions.get(0)),
                state.classes().stream().flatMap(List::stream), state.pool().typical().stream())
                .flatMap(candidates -> candidates).map(Candidate::answer)
                .collect(Collectors.toMap(SolutionPool::text, answer -> answer, (first, same) -> first,
                        LinkedHashMap::new))
                .values().stream().toList();
    }

    private Uni<Answer> rewritten(Answer best) {
        return settings.rewrite() ? rewrite.of(best) : Uni.createFrom().item(best);
    }

    private void report(String stage, String reason) {
        inference.report(new Finding.Degraded(stage, reason));
    }
}
