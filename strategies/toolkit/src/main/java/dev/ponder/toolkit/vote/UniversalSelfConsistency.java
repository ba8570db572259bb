package dev.ponder.toolkit.vote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.judge.TolerableFailure;
import dev.ponder.toolkit.judge.Verdict;
import dev.ponder.toolkit.judge.VerdictReader;
import io.smallrye.mutiny.Uni;

/**
 * Lets a model name the candidate that agrees most with the others, for answers that cannot be counted (Universal
 * Self-Consistency, arXiv 2311.17311). It is asked twice, with the candidates in another order; when the two verdicts
 * differ, or there is none, the most typical text decides.
 */
public final class UniversalSelfConsistency {

    /** Calls that it makes, side by side. */
    public static final int CALLS = 2;

    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(UniversalSelfConsistency.class,
            "most-consistent");
    private static final int TRANSCRIPT_MESSAGES = 6;
    private static final int MAX_TOKENS = 1024;

    private final Inference inference;
    private final VoteTally ballot;
    private final List<Candidate> candidates;

    private UniversalSelfConsistency(Inference inference, VoteTally ballot) {
        this.inference = inference;
        this.ballot = ballot;
        this.candidates = ballot.candidates().stream()
                .filter(candidate -> !candidate.answer().blank() && !candidate.answer().truncated()).toList();
    }

    /** The answer of the candidate that agrees most with the others; empty when the ballot has no candidates. */
    public static Uni<Optional<Answer>> of(Inference inference, VoteTally ballot) {
        var judges = new UniversalSelfConsistency(inference, ballot);
        return judges.candidates.size() < 2
                ? Uni.createFrom().item(ballot.mostTypical())
                : judges.choose();
    }

    private Uni<Optional<Answer>> choose() {
        return Uni.join().all(List.of(vote(), vote())).andFailFast()
                .map(votes -> votes.get(0).equals(votes.get(1)) ? votes.get(0) : Optional.<Candidate>empty())
                .map(agreed -> agreed.map(Candidate::answer).or(ballot::mostTypical));
    }

    private Uni<Optional<Candidate>> vote() {
        Map<String, Candidate> labelled = shuffled();
        return inference.ask(prompt(labelled))
                .map(answer -> VerdictReader.choice(answer.text(), List.copyOf(labelled.keySet())).map(labelled::get))
                .onFailure(TolerableFailure::covers).recoverWithItem(Optional.empty());
    }

    private Map<String, Candidate> shuffled() {
        List<Candidate> order = new ArrayList<>(candidates);
        Collections.shuffle(order, new Random(inference.random().nextLong()));
        Map<String, Candidate> labelled = new LinkedHashMap<>();
        order.forEach(candidate -> labelled.put("C" + (labelled.size() + 1), candidate));
        return labelled;
    }

    private Prompt prompt(Map<String, Candidate> labelled) {
        Fence fence = Fence.of(inference.random());
        var blocks = new ArrayList<String>();
        labelled.forEach((label, candidate) -> blocks.add(fence.wrap("candidate", label, candidate.answer().text())));
        String conversation = fence.wrap("conversation", "Q",
                inference.request().conversation().transcript(TRANSCRIPT_MESSAGES));
        Map<String, Object> values = new HashMap<>();
        values.put("conversation", conversation);
        values.put("conversationTag", fence.tag("conversation"));
        values.put("candidateTag", fence.tag("candidate"));
        values.put("candidates", String.join("\n\n", blocks));
        var messages = Conversation.of(ChatMessage.user(INSTRUCTIONS.render(values)));
        return Verdict.CHOICE
                .askedOf(Prompt.internal("consistency", messages).withTemperature(0).withMaxTokens(MAX_TOKENS));
    }
}
