package dev.ponder.strategies.cepo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Uni;

/** Finds the best of several solutions: by agreement where there is one, else by a judge. */
final class SolutionRating {

    private static final String STAGE = "rate";

    private final Inference inference;
    private final CepoConfig settings;
    private final String question;

    /**
     * The solutions before a judge is asked.
     *
     * @param contenders the likely ones, the best first; at least one
     * @param decided whether the first one wins without a judge
     * @param reason why the vote decides nothing, where no judge is to be asked; empty otherwise
     */
    private record Standing(List<Candidate> contenders, boolean decided, Optional<String> reason) {}

    SolutionRating(Inference inference, CepoConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.question = inference.request().conversation().question();
    }

    /** Whether all are the same text, or the same answer and nothing else. */
    boolean unanimous(List<Candidate> solutions) {
        return !solutions.isEmpty() && (distinct(solutions).size() == 1 || tally(solutions).unanimous());
    }

    /** Whether more than half of all solutions agree, so that the others need not be known. */
    boolean decides(List<Candidate> known, int all) {
        boolean votes = settings.bestofnRatingType() == RatingType.AUTO
                || settings.bestofnRatingType() == RatingType.MAJORITY;
        return votes && !settings.rateFinal() && !known.isEmpty() && largestAgreement(tally(known)).size() * 2 > all;
    }

    /** The one that is most similar to the others, among those with the most frequent answer. */
    Answer mostTypical(List<Candidate> solutions) {
        VoteTally tally = tally(solutions);
        return (tally.undecided().isEmpty() ? tally.winner() : tally.mostTypical())
                .orElse(solutions.get(0).answer()).withRunnersUp(List.of());
    }

    /** The best of these, at least one. */
    Uni<Answer> best(List<Candidate> solutions) {
        long characters = solutions.stream().mapToLong(solution -> solution.answer().characters()).sum();
        return inference.compute(characters, () -> standing(solutions)).chain(standing -> {
            Answer first = standing.contenders().get(0).answer();
            Optional<Judge> judge = settings.bestofnRatingType().judge();
            standing.reason().ifPresent(reason -> inference.report(
                    new Finding.Degraded(STAGE, reason + ", so the most typical solution was chosen")));
            return standing.decided() || judge.isEmpty()
                    ? Uni.createFrom().item(first)
                    : judged(judge.get(), standing.contenders());
        });
    }

    private Standing standing(List<Candidate> solutions) {
        List<Candidate> typical = Typicality.ranked(solutions, QuestionHint.of(question));
        List<Candidate> complete = typical.stream()
                .filter(solution -> solution.answer().complete() && !solution.answer().blank()).toList();
        List<Candidate> likely = complete.isEmpty() ? typical.subList(0, 1) : complete;
        VoteTally tally = tally(likely);
        boolean auto = settings.bestofnRatingType() == RatingType.AUTO;
        List<Candidate> agreement = largestAgreement(tally);
        if (unanimous(likely) || (auto && agreement.size() * 2 > likely.size())) {
            return new Standing(agreement.isEmpty() ? likely : agreement, true, Optional.empty());
        }
        if (settings.bestofnRatingType() == RatingType.MAJORITY) {
            Optional<String> reason = tally.undecided();
            return new Standing(reason.isPresent() ? likely : tally.classes().get(0), true, reason);
        }
        List<Candidate> representatives = tally.classes().stream().map(equal -> equal.get(0)).toList();
        return new Standing(auto && representatives.size() > 1 ? representatives : distinct(likely), false,
                Optional.empty());
    }

    private Uni<Answer> judged(Judge judge, List<Candidate> contenders) {
        if (contenders.size() == 1) {
            return Uni.createFrom().item(contenders.get(0).answer());
        }
        Prompt prompt = Prompt.internal(STAGE, inference.request().conversation())
                .withModel(settings.ratingModel().orElse(null)).withTemperature(settings.bestofnTemperature());
        Prompt limited = settings.bestofnMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.bestofnMaxTokens().getAsInt())
                : prompt;
        return judge.judge(new JudgeSession(inference, limited,
                FencedConversation.of(inference.request().conversation()), contenders, 1))
                .map(board -> {
                    if (board.isEmpty()) {
                        inference.report(new Finding.Degraded(STAGE,
                                "no rating could be read, so the most typical solution was chosen"));
                    }
                    return board.ranked(contenders).get(0).answer();
                });
    }

    /** The solutions with the most frequent answer, if they are the same text or nothing but a value; empty if not. */
    private List<Candidate> largestAgreement(VoteTally tally) {
        List<Candidate> largest = tally.classes().stream().findFirst().orElse(List.of());
        return unanimous(largest) ? largest : List.of();
    }

    private VoteTally tally(List<Candidate> solutions) {
        var tally = new VoteTally(question);
        solutions.forEach(tally::cast);
        return tally;
    }

    private static List<Candidate> distinct(List<Candidate> solutions) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        solutions.forEach(solution -> byText.putIfAbsent(solution.answer().text().strip()
                + solution.answer().refusal() + solution.answer().toolCalls(), solution));
        return List.copyOf(byText.values());
    }
}
