package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Finding.VoteClass;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.answer.TextSimilarity;
import dev.ponder.toolkit.vote.AnswerClusters.Cluster;

/**
 * Counts candidates by their final answers (Self-Consistency, arXiv 2203.11171). A candidate with tool calls votes for
 * those calls; a truncated one, or one without a final answer, abstains. Not thread-safe: one instance per request.
 */
public final class VoteTally {

    private final QuestionHint hint;
    private final AnswerClusters<Candidate> clusters;
    private final List<Candidate> candidates = new ArrayList<>();

    /** An empty tally for the answers to this question. */
    public VoteTally(String question) {
        this.hint = QuestionHint.of(question);
        this.clusters = new AnswerClusters<>(new AnswerEquivalence(hint));
    }

    /** Counts the vote of a candidate. */
    public void cast(Candidate candidate) {
        candidates.add(candidate);
        clusters.add(candidate, answer(candidate.answer()), 1);
    }

    /** All candidates, in the order of their votes. */
    public List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    /** The number of votes for the leading answer. */
    public int leaderVotes() {
        return clusters.leader().map(leader -> leader.votes().size()).orElse(0);
    }

    /** The number of votes for the second answer. */
    public int runnerUpVotes() {
        return (int) clusters.runnerUpWeight();
    }

    /** The leading answer with its votes, as a text for progress reports; empty before the first vote. */
    public String leaderSummary() {
        return clusters.leader().map(leader -> leader.answer().canonical() + ": " + leader.votes().size() + " votes")
                .orElse("");
    }

    /** The votes so far, for {@link dev.ponder.api.Inference#report}. */
    public Finding.Votes finding(String stage) {
        return new Finding.Votes(stage, clusters.clusters().stream()
                .map(cluster -> new VoteClass(cluster.answer().canonical(), cluster.votes().size())).toList(),
                clusters.abstentions());
    }

    /** Whether more than half of the candidates abstain, so that the vote decides little. */
    public boolean inconclusive() {
        return clusters.abstentions() * 2 > candidates.size();
    }

    /**
     * The most typical candidate for the leading answer; its runners-up are those for the other answers, in order.
     * Empty without votes.
     */
    public Optional<Answer> winner() {
        List<Answer> best = clusters.clusters().stream().map(VoteTally::typical).toList();
        return best.stream().findFirst().map(winner -> winner.withRunnersUp(best.subList(1, best.size())));
    }

    /**
     * The most typical candidate of all, for answers that cannot be counted: the medoid by text similarity of the
     * complete candidates, or if there are none of the truncated ones. Empty without candidates.
     */
    public Optional<Answer> mostTypical() {
        List<Candidate> written = candidates.stream().filter(candidate -> !candidate.answer().blank()).toList();
        List<Candidate> complete = written.stream().filter(candidate -> !candidate.answer().truncated()).toList();
        List<Candidate> pool = !complete.isEmpty() ? complete : !written.isEmpty() ? written : candidates;
        return pool.isEmpty() ? Optional.empty() : Optional.of(medoid(pool));
    }

    private ExtractedAnswer answer(Answer answer) {
        if (answer.callsTools()) {
            return ToolCallVote.of(answer.toolCalls());
        }
        return answer.truncated() ? ExtractedAnswer.NONE : AnswerExtractor.extract(answer.text(), hint);
    }

    private static Answer typical(Cluster<Candidate> cluster) {
        return medoid(cluster.members());
    }

    private static Answer medoid(List<Candidate> candidates) {
        List<Candidate> inOrder = candidates.stream().sorted(Candidate.TIE_BREAK).toList();
        return inOrder.get(TextSimilarity.medoid(inOrder.stream().map(candidate -> candidate.answer().text()).toList()))
                .answer();
    }
}
