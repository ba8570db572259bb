package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Finding.VoteClass;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;

/**
 * Counts candidates by their final answers (Self-Consistency, arXiv 2203.11171). A candidate with tool calls votes for
 * those calls, a refusal for refusing. A candidate that was cut off, filtered or ended by a failure does not vote. A text
 * without a final answer abstains unless another one is equal to it; so does a guess, the last number of a text, unless
 * an announced answer is equal to it or all candidates guess. Not thread-safe: one instance per request.
 */
public final class VoteTally {

    private final QuestionHint hint;
    private final AnswerEquivalence equivalence;
    private final List<Ballot> ballots = new ArrayList<>();
    private @Nullable Count count;

    /**
     * The result so far.
     *
     * @param clusters the classes of equal answers, the largest first
     * @param abstentions complete candidates outside of all classes
     * @param guessed whether the classes are those of guesses
     */
    private record Count(List<Cluster<Candidate>> clusters, int abstentions, boolean guessed) {

        int votes(int place) {
            return place < clusters.size() ? clusters.get(place).votes().size() : 0;
        }
    }

    /** An empty tally for the answers to this question. */
    public VoteTally(String question) {
        this.hint = QuestionHint.of(question);
        this.equivalence = new AnswerEquivalence(hint);
    }

    /** Counts the vote of a candidate. */
    public void cast(Candidate candidate) {
        ballots.add(Ballot.of(candidate, hint));
        count = null;
    }

    /** The length of all candidates' answers, for {@link dev.ponder.api.Inference#compute}. */
    public long characters() {
        return ballots.stream().mapToLong(ballot -> ballot.candidate().answer().characters()).sum();
    }

    /** All candidates, in the order of their votes. */
    public List<Candidate> candidates() {
        return ballots.stream().map(Ballot::candidate).toList();
    }

    /** The candidates that were neither cut off nor filtered nor ended by a failure, and are not blank. */
    public List<Candidate> complete() {
        return ballots.stream().filter(ballot -> !ballot.empty()).map(Ballot::candidate).toList();
    }

    /** The number of votes for the leading answer. */
    public int leaderVotes() {
        return count().votes(0);
    }

    /** The number of votes for the second answer. */
    public int runnerUpVotes() {
        return count().votes(1);
    }

    /** The leading answer with its votes, as a text for progress reports; empty before the first vote. */
    public String leaderSummary() {
        return count().clusters().stream().findFirst()
                .map(leader -> leader.answer().canonical() + ": " + leader.votes().size() + " votes").orElse("");
    }

    /** The votes so far, for {@link dev.ponder.api.Inference#report}. */
    public Finding.Votes finding(String stage) {
        return new Finding.Votes(stage, count().clusters().stream()
                .map(cluster -> new VoteClass(cluster.answer().canonical(), cluster.votes().size())).toList(),
                candidates().size() - count().clusters().stream().mapToInt(cluster -> cluster.votes().size()).sum());
    }

    /**
     * Whether so many outstanding candidates cannot change the winner. While guesses lead, an answer may still end their
     * vote; while JSON leads, further answers may change which members count, except against a majority of equals.
     */
    public boolean decided(int outstanding) {
        if (leaderVotes() < 2 || count().guessed()) {
            return false;
        }
        Cluster<Candidate> leader = count().clusters().get(0);
        if (leader.answer().kind() != AnswerKind.JSON) {
            return StoppingRules.decided(leaderVotes(), runnerUpVotes(), outstanding + unconfirmedGuesses());
        }
        Map<String, Long> equal = leader.votes().stream()
                .collect(Collectors.groupingBy(vote -> vote.answer().canonical(), Collectors.counting()));
        long most = equal.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return StoppingRules.decided(most, complete().size() - most, outstanding);
    }

    /**
     * Why the vote decides nothing, as a clause: no two candidates agree, the vote is level, or most abstain. Empty if
     * there is a winner, or only one candidate.
     */
    public Optional<String> undecided() {
        int all = ballots.size();
        int complete = complete().size();
        if (all < 2) {
            return Optional.empty();
        }
        if (complete < 2) {
            return Optional.of(complete == 0
                    ? "each of " + all + " answers was cut off, filtered, failed or empty"
                    : "only 1 of " + all + " answers is complete");
        }
        if (leaderVotes() < 2) {
            return Optional.of("no two of " + complete + " answers agree");
        }
        if (leaderVotes() == runnerUpVotes()) {
            return Optional.of("the vote is level, " + leaderVotes() + " to " + runnerUpVotes());
        }
        return count().abstentions() * 2 > complete
                ? Optional.of(count().abstentions() + " of " + complete + " answers have nothing to compare")
                : Optional.empty();
    }

    /**
     * The most typical candidate for the leading answer; its runners-up are those for the other answers, in order.
     * Empty without votes.
     */
    public Optional<Answer> winner() {
        return withRunnersUp(count().clusters().stream().map(cluster -> typical(cluster.members()).get(0)));
    }

    /**
     * The most typical candidate of those for the leading answers if several are level, else of all; its runners-up are
     * the others in this order. Empty without candidates.
     */
    public Optional<Answer> mostTypical() {
        List<Candidate> level = count().clusters().stream()
                .filter(cluster -> cluster.votes().size() > 1 && cluster.votes().size() == leaderVotes())
                .flatMap(cluster -> cluster.members().stream()).toList();
        List<Candidate> all = typical(candidates());
        List<Candidate> first = count().votes(0) == count().votes(1) ? typical(level) : List.of();
        return withRunnersUp(Stream.concat(first.stream(), all.stream()));
    }

    /** The complete candidates in classes of equal answers, the largest first; one that abstains is a class of its own. */
    public List<List<Candidate>> classes() {
        List<List<Candidate>> classes = new ArrayList<>();
        count().clusters().forEach(cluster -> classes.add(cluster.members()));
        Set<Candidate> counted = classes.stream().flatMap(List::stream).collect(Collectors.toSet());
        complete().stream().filter(candidate -> !counted.contains(candidate)).map(List::of).forEach(classes::add);
        return classes;
    }

    /**
     * Whether all complete candidates give the same answer, and are no more than this answer: one value that they all
     * announce, and that answers the question in full or is the whole text; equal tool calls; equal JSON; refusals.
     */
    public boolean unanimous() {
        List<Ballot> complete = ballots.stream().filter(ballot -> !ballot.empty()).toList();
        return !complete.isEmpty() && complete.stream().allMatch(ballot -> ballot.isNothingElse(hint)
                && equivalence.equivalent(complete.get(0).answer(), ballot.answer()));
    }

    private Count count() {
        if (count == null) {
            count = counted();
        }
        return count;
    }

    private Count counted() {
        boolean guessing = hint.numeric()
                && ballots.stream().noneMatch(ballot -> ballot.answer().votes() && !ballot.whole()
                        && !ballot.answer().guessed());
        List<Ballot> valid = ballots.stream()
                .map(ballot -> guessing || !ballot.answer().guessed() || announced(ballot.answer())
                        ? ballot
                        : Ballot.wholeText(ballot.candidate()))
                .toList();
        var clusters = new AnswerClusters<Ballot>(equivalence);
        valid.forEach(ballot -> clusters.add(ballot, ballot.answer(), 1));
        List<Cluster<Candidate>> counted = clusters.clusters().stream()
                .filter(cluster -> cluster.votes().size() > 1 || !cluster.members().get(0).whole())
                .map(cluster -> cluster.map(Ballot::candidate)).toList();
        int votes = counted.stream().mapToInt(cluster -> cluster.votes().size()).sum();
        boolean guessed = guessing && valid.stream().anyMatch(ballot -> ballot.answer().guessed());
        return new Count(counted, complete().size() - votes, guessed);
    }

    /** Whether another candidate announces the same answer. */
    private boolean announced(ExtractedAnswer guess) {
        AnswerEquivalence equivalence = new AnswerEquivalence(hint);
        return ballots.stream().map(Ballot::answer).anyMatch(
                answer -> answer.closedForm() && !answer.guessed() && equivalence.equivalent(answer, guess));
    }

    /** Guesses that abstain, but count as soon as another candidate announces the same answer. */
    private int unconfirmedGuesses() {
        return (int) ballots.stream().filter(ballot -> ballot.answer().guessed() && !announced(ballot.answer()))
                .count();
    }

    private List<Candidate> typical(List<Candidate> candidates) {
        return Typicality.ofBallots(ballots.stream()
                .filter(ballot -> candidates.stream().anyMatch(candidate -> candidate == ballot.candidate())).toList(),
                hint);
    }

    private static Optional<Answer> withRunnersUp(Stream<Candidate> ranked) {
        Map<String, Answer> distinct = new LinkedHashMap<>();
        ranked.map(Candidate::answer).forEach(answer -> distinct.putIfAbsent(answer.text().strip() + answer.refusal()
                + answer.toolCalls().stream().map(call -> call.name() + call.arguments()).toList(), answer));
        Collection<Answer> answers = distinct.values();
        return answers.stream().findFirst()
                .map(best -> best.withRunnersUp(answers.stream().skip(1).filter(next -> !next.blank()).toList()));
    }
}
