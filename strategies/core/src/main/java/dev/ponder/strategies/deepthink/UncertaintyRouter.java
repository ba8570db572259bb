package dev.ponder.strategies.deepthink;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.strategies.deepthink.DeepThinkConfig.Fallback;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeMode;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.JudgeSettings;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.vote.AnswerPool;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;
import io.smallrye.mutiny.Uni;

/**
 * Chooses the answer by the agreement of the samples (uncertainty-routed chain of thought, arXiv:2312.11805): the majority
 * when its share reaches the threshold, else the fallback.
 */
final class UncertaintyRouter {

    private static final String STAGE = "judge";
    private static final double ROUNDING = 1e-9;

    private final Inference inference;
    private final DeepThinkConfig settings;
    private final Prompt sample;

    UncertaintyRouter(Inference inference, DeepThinkConfig settings, Prompt sample) {
        this.inference = inference;
        this.settings = settings;
        this.sample = sample;
    }

    /** The maximum number of calls of the fallback. */
    static int calls(DeepThinkConfig settings) {
        return settings.samples() < 2
                ? 0
                : settings.fallback() == Fallback.GREEDY
                        ? 1
                        : Judge.of(JudgeMode.LISTWISE).calls(settings.samples(), settings.judgeVotes());
    }

    /** How many of these samples must agree. */
    int needed(int samples) {
        return Math.max(1, (int) Math.ceil(settings.confidenceThreshold() * samples - ROUNDING));
    }

    /** Whether the majority is certain, whatever the outstanding samples say. */
    boolean certain(VoteTally tally, int outstanding) {
        return outstanding > 0 && tally.leaderVotes() >= needed(tally.candidates().size() + outstanding)
                && tally.decided(outstanding);
    }

    /** The answer, with the others as runners-up. */
    Uni<Answer> route(VoteTally tally) {
        int leader = tally.leaderVotes();
        if (leader > tally.runnerUpVotes() && leader >= needed(tally.candidates().size())) {
            return inference.compute(tally.characters(), () -> majority(tally));
        }
        return inference.compute(tally.characters(), () -> contenders(tally))
                .chain(contenders -> contenders.size() < 2
                        ? only(tally)
                        : settings.fallback() == Fallback.GREEDY ? greedy(tally) : judged(tally, contenders));
    }

    private Uni<Answer> only(VoteTally tally) {
        tally.undecided().ifPresent(reason -> degraded("sample", reason));
        return inference.compute(tally.characters(), () -> majority(tally));
    }

    private Uni<Answer> greedy(VoteTally tally) {
        return inference.ask(new Prompt("greedy", sample.model(), sample.conversation(), sample.parameters())
                .withTemperature(0))
                .map(Optional::of)
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty())
                .map(answer -> answer.filter(written -> written.complete() && !written.blank()))
                .chain(answer -> inference.compute(tally.characters(), () -> majority(tally))
                        .map(majority -> answer
                                .map(written -> distinct(Stream.concat(Stream.of(written), all(majority))))
                                .orElseGet(() -> {
                                    degraded("greedy", "the greedy answer is missing or incomplete");
                                    return majority;
                                })));
    }

    private Uni<Answer> judged(VoteTally tally, List<Contender> contenders) {
        List<Candidate> shown = contenders.stream().map(Contender::candidate).toList();
        var session = new JudgeSession(inference,
                new JudgeSettings(settings.judgeVotes(), settings.judgeModel().orElse(null), OptionalInt.empty()),
                shown);
        return Judge.of(JudgeMode.LISTWISE).judge(session)
                .chain(board -> {
                    if (board.isEmpty()) {
                        degraded(STAGE, "too few answers agree and no verdict of the judge could be read");
                    }
                    return inference.compute(tally.characters(), () -> board.isEmpty()
                            ? majority(tally)
                            : best(board, contenders, tally));
                });
    }

    private void degraded(String stage, String reason) {
        inference.report(new Finding.Degraded(stage, reason + ", so the most typical answer was chosen"));
    }

    /** A candidate that speaks for all candidates with the same answer. */
    private record Contender(Candidate candidate, int votes) {}

    /** The most typical candidate of each class of equal answers, the largest class first. */
    private List<Contender> contenders(VoteTally tally) {
        QuestionHint hint = QuestionHint.of(inference.request().conversation().question());
        return tally.classes().stream()
                .map(members -> new Contender(Typicality.ranked(members, hint).get(0), members.size())).toList();
    }

    /** By verdicts and votes together, as weighted best of N does (arXiv:2408.03314): a clear verdict outweighs a majority. */
    private static Answer best(ScoreBoard board, List<Contender> contenders, VoteTally tally) {
        List<Candidate> shown = contenders.stream().map(Contender::candidate).toList();
        Comparator<Contender> byWeight = Comparator.comparingDouble(contender -> {
            double beaten = board.beaten(contender.candidate(), shown);
            return beaten * beaten * contender.votes();
        });
        Stream<Answer> ranked = contenders.stream().sorted(byWeight.reversed())
                .map(contender -> contender.candidate().answer());
        return distinct(Stream.concat(ranked, all(majority(tally))));
    }

    private static Answer majority(VoteTally tally) {
        return tally.undecided().isPresent() ? mostTypical(tally) : tally.winner().orElseGet(() -> mostTypical(tally));
    }

    private static Answer mostTypical(VoteTally tally) {
        return tally.mostTypical().orElseThrow(() -> UpstreamException.of(UpstreamException.Fault.MALFORMED,
                "deepthink: no sample was returned (expected at least one)", null));
    }

    private static Stream<Answer> all(Answer best) {
        return Stream.concat(Stream.of(best.withRunnersUp(List.of())), best.runnersUp().stream());
    }

    private static Answer distinct(Stream<Answer> ranked) {
        List<Answer> answers = AnswerPool.distinct(ranked.toList(), answer -> answer);
        return answers.get(0).withRunnersUp(answers.subList(1, answers.size()));
    }
}
