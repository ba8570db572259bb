package dev.ponder.toolkit.vote;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.judge.JudgeCall;
import dev.ponder.toolkit.judge.JudgeSession;
import dev.ponder.toolkit.judge.ScoreBoard;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * Has a model choose the candidate that agrees most with the others, for answers that cannot be counted (Universal
 * Self-Consistency, arXiv 2311.17311). The model chooses twice, with the candidates in another order.
 */
public final class UniversalSelfConsistency {

    /** The number of calls, made in parallel. */
    public static final int CALLS = 2;

    private static final PromptTemplate TASK = PromptTemplate.of(UniversalSelfConsistency.class, "most-consistent");
    private static final int SHOWN_MESSAGES = 6;
    private static final int MAX_TOKENS = 1024;

    private UniversalSelfConsistency() {
    }

    /**
     * The answer of the candidate that agrees most with the others; empty when the model's choices differ or one is
     * missing. Answers that were cut off, filtered or failed are not shown to the model; it is not called for fewer than
     * two. Cancelling stops both calls.
     */
    public static Uni<Optional<Answer>> of(Inference inference, VoteTally tally) {
        List<Candidate> complete = tally.complete();
        return complete.size() < 2
                ? Uni.createFrom().item(Optional.empty())
                : choose(session(inference, complete));
    }

    private static JudgeSession session(Inference inference, List<Candidate> candidates) {
        Conversation conversation = inference.request().conversation();
        Prompt prompt = Prompt.internal("consistency", conversation).withTemperature(0).withMaxTokens(MAX_TOKENS);
        return new JudgeSession(inference, prompt, FencedConversation.ofLast(SHOWN_MESSAGES, conversation), candidates,
                CALLS);
    }

    private static Uni<Optional<Answer>> choose(JudgeSession session) {
        return Uni.join().all(List.of(vote(session), vote(session))).andFailFast()
                .map(votes -> agreed(votes.get(0), votes.get(1), session.candidates()));
    }

    private static Uni<Scores> vote(JudgeSession session) {
        return session.ask(JudgeCall.choosing(TASK, session.shuffled()));
    }

    private static Optional<Answer> agreed(Scores one, Scores other, List<Candidate> candidates) {
        return one.equals(other) && !one.equals(Scores.ABSTENTION)
                ? Optional.of(ScoreBoard.of(one).ranked(candidates).get(0).answer())
                : Optional.empty();
    }
}
