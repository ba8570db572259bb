package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.answer.TextSimilarity;
import dev.ponder.toolkit.vote.AnswerClusters.AnswerClass;

/**
 * The votes of candidates, counted by the answers that they come to. A candidate that calls tools votes for the call;
 * one that was cut off, or that comes to no answer, abstains. Not thread-safe: a ballot belongs to one request.
 */
public final class VoteTally {

    private final QuestionHint hint;
    private final AnswerClusters<Candidate> box;
    private final List<Candidate> candidates = new ArrayList<>();

    /** An empty ballot on this question. */
    public VoteTally(String question) {
        this.hint = QuestionHint.of(question);
        this.box = new AnswerClusters<>(new AnswerEquivalence(hint));
    }

    /** Counts a candidate's vote. */
    public void cast(Candidate candidate) {
        candidates.add(candidate);
        box.add(candidate, answer(candidate.answer()), 1);
    }

    /** All candidates, in the order in which they voted. */
    public List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    /** The votes for the leading answer. */
    public int leaderVotes() {
        return box.leader().map(leader -> leader.votes().size()).orElse(0);
    }

    /** The votes for the answer after it. */
    public int runnerUpVotes() {
        return (int) box.runnerUpWeight();
    }

    /** The leading answer and its votes, for those who watch; empty before the first vote. */
    public String leader() {
        return box.leader().map(leader -> leader.answer().canonical() + ": " + leader.votes().size() + " votes")
                .orElse("");
    }

    /** Whether so many abstained that the vote says little: more than half. */
    public boolean inconclusive() {
        return box.abstentions() * 2 > candidates.size();
    }

    /**
     * The most typical candidate for the leading answer, with those for the other answers as runners-up; empty without
     * votes.
     */
    public Optional<Answer> winner() {
        List<Answer> best = box.classes().stream().map(VoteTally::typical).toList();
        return best.stream().findFirst().map(winner -> winner.withRunnersUp(best.subList(1, best.size())));
    }

    /**
     * The most typical of all candidates that say anything, complete ones first: for when there is nothing to count.
     */
    public Optional<Answer> mostTypical() {
        List<Candidate> saying = candidates.stream().filter(candidate -> !candidate.answer().blank()).toList();
        List<Candidate> complete = saying.stream().filter(candidate -> !candidate.answer().truncated()).toList();
        List<Candidate> pool = !complete.isEmpty() ? complete : !saying.isEmpty() ? saying : candidates;
        return pool.isEmpty() ? Optional.empty() : Optional.of(medoid(pool));
    }

    private ExtractedAnswer answer(Answer answer) {
        if (answer.callsTools()) {
            return ToolCallVote.of(answer.toolCalls());
        }
        return answer.truncated() ? ExtractedAnswer.NONE : AnswerExtractor.extract(answer.text(), hint);
    }

    private static Answer typical(AnswerClass<Candidate> same) {
        return medoid(same.members());
    }

    private static Answer medoid(List<Candidate> candidates) {
        List<Candidate> inOrder = candidates.stream().sorted(Candidate.TIE_BREAK).toList();
        return inOrder.get(TextSimilarity.medoid(inOrder.stream().map(candidate -> candidate.answer().text()).toList()))
                .answer();
    }
}
