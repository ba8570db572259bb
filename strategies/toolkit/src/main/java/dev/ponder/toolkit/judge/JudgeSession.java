package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The judging of one request's candidates, and the one way to call a judge about them: instructions as a system
 * message, then the conversation and the candidates as fenced data in a user message. One instance per request; used
 * only by the thread of the request.
 *
 * <p>The template of a {@linkplain JudgeCall#task() task} has these values: {@code question} and {@code candidate}, the
 * names of the tags around the conversation and around each candidate; {@code count}, the number of candidates;
 * {@code rules}, the rules of fair judging, for judges that compare quality.
 */
public final class JudgeSession {

    private static final PromptTemplate RULES = PromptTemplate.of(JudgeSession.class, "rules");

    private final Inference inference;
    private final Prompt prompt;
    private final FencedConversation conversation;
    private final List<Candidate> candidates;
    private final int votes;
    private final boolean logprobs;
    private final Fence fence;
    private final AtomicInteger answered = new AtomicInteger();

    /** A session in the stage {@code judge} whose judge sees the whole conversation with its pictures. */
    public JudgeSession(Inference inference, JudgeSettings settings, List<Candidate> candidates) {
        this(inference, prompt(inference, settings), FencedConversation.of(inference.request().conversation()),
                candidates, settings.votes(), settings.logprobs());
    }

    /**
     * A session with calls of another kind.
     *
     * @param prompt stage, model and parameters of the calls; its messages are replaced
     * @param conversation the conversation as the judge sees it
     * @param votes how often a judge is asked about the same candidates, at least 1
     */
    public JudgeSession(Inference inference, Prompt prompt, FencedConversation conversation,
            List<Candidate> candidates, int votes) {
        this(inference, prompt, conversation, candidates, votes, false);
    }

    private JudgeSession(Inference inference, Prompt prompt, FencedConversation conversation,
            List<Candidate> candidates, int votes, boolean logprobs) {
        this.inference = inference;
        this.prompt = prompt;
        this.conversation = conversation;
        this.candidates = List.copyOf(candidates);
        this.votes = votes;
        this.logprobs = logprobs;
        this.fence = Fence.of(inference.random());
    }

    /** The candidates to judge, in the order that decides between those with equal scores. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** How often a judge is asked about the same candidates, at least 1. */
    public int votes() {
        return votes;
    }

    /** The candidates in a random order, decided by the request's seed if it has one. */
    public List<Candidate> shuffled() {
        var order = new ArrayList<>(candidates);
        Collections.shuffle(order, new Random(inference.random().nextLong()));
        return order;
    }

    /** Some of the candidates, the best first. */
    public List<Candidate> ranked(ScoreBoard board, List<Candidate> some) {
        return board.ranked(candidates.stream().filter(some::contains).toList());
    }

    /**
     * Makes one call. Returns an {@linkplain Scores#ABSTENTION abstention} when the reply contains no verdict, or when the
     * call fails {@linkplain TolerableFailure tolerably}; other failures are passed on. A reply that was cut off counts if
     * its verdict is complete.
     */
    public Uni<Scores> ask(JudgeCall call) {
        long shown = call.candidates().stream().mapToLong(candidate -> candidate.answer().characters()).sum();
        return inference.compute(shown, () -> prompt(call))
                .chain(inference::ask)
                .chain(reply -> inference.compute(reply.characters(), () -> call.read(reply)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Scores.ABSTENTION)
                .onItem().invoke(scores -> inference.report(new Finding.Verdict(prompt.stage(), scores.points())));
    }

    /**
     * Makes calls in parallel, adds up their scores and reports progress after each.
     *
     * @param total the number of calls in all rounds, for the progress
     */
    public Uni<ScoreBoard> askAll(List<JudgeCall> calls, int total) {
        return verdicts(calls, total).map(ScoreBoard::of);
    }

    /** The same as {@link #askAll}, with the scores of each call, in the order of the replies. */
    Uni<List<Scores>> verdicts(List<JudgeCall> calls, int total) {
        return Multi.createFrom().iterable(calls)
                .onItem().transformToUni(this::ask).merge(calls.size())
                .collect().in(ArrayList<Scores>::new, (verdicts, scores) -> add(verdicts, scores, total))
                .map(List::copyOf);
    }

    private void add(List<Scores> verdicts, Scores scores, int total) {
        verdicts.add(scores);
        ScoreBoard board = ScoreBoard.of(verdicts);
        Candidate leader = ranked(board, candidates).get(0);
        inference.progress(new Progress(prompt.stage(), answered.incrementAndGet(), total,
                "leader: " + (leader.index() + 1)));
    }

    private Prompt prompt(JudgeCall call) {
        Map<String, String> tags = Map.of("question", FenceKind.QUESTION.tag(fence),
                "candidate", FenceKind.CANDIDATE.tag(fence));
        String instructions = call.task().render(Map.of("question", FenceKind.QUESTION.tag(fence),
                "candidate", FenceKind.CANDIDATE.tag(fence), "count", call.candidates().size(),
                "rules", RULES.render(tags)));
        Prompt asked = call.verdict().askedOf(prompt.withConversation(Conversation.of(ChatMessage.system(instructions),
                conversation.message(fence, call.blocks(fence)))));
        return logprobs && call.verdict() == Verdict.SCORE ? ExpectedScore.askedOf(asked) : asked;
    }

    private static Prompt prompt(Inference inference, JudgeSettings settings) {
        Prompt prompt = Prompt.internal("judge", inference.request().conversation()).withModel(settings.model());
        return settings.maxTokens().isPresent() ? prompt.withMaxTokens(settings.maxTokens().getAsInt()) : prompt;
    }
}
