package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The candidates of one request among which the best is sought, and the one way to ask a judge about them. */
public final class JudgeSession {

    static final String STAGE = "judge";

    private static final PromptTemplate RULES = PromptTemplate.of(JudgeSession.class, "judge");

    private final Inference inference;
    private final JudgeSettings settings;
    private final List<Candidate> candidates;
    private final Fence fence;
    private final AtomicInteger heard = new AtomicInteger();

    public JudgeSession(Inference inference, JudgeSettings settings, List<Candidate> candidates) {
        this.inference = inference;
        this.settings = settings;
        this.candidates = List.copyOf(candidates);
        this.fence = Fence.of(inference.random());
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    public int votes() {
        return settings.votes();
    }

    /** The candidates in an order that the request's chance decides. */
    public List<Candidate> shuffled() {
        var order = new ArrayList<>(candidates);
        Collections.shuffle(order, new Random(inference.random().nextLong()));
        return order;
    }

    /**
     * Has all of these hearings at once.
     *
     * @param total how many hearings there are in all rounds
     */
    public Uni<ScoreBoard> hear(List<JudgeCall> hearings, int total) {
        return Multi.createFrom().iterable(hearings)
                .onItem().transformToUni(this::ask).merge(hearings.size())
                .collect().in(ScoreBoard::new, (tally, ballot) -> count(tally, ballot, total));
    }

    private Uni<Scores> ask(JudgeCall hearing) {
        return inference.ask(prompt(hearing))
                .map(reply -> reply.truncated() ? Scores.ABSTENTION : hearing.read(reply.text()))
                .onFailure(TolerableFailure::covers).recoverWithItem(Scores.ABSTENTION);
    }

    private void count(ScoreBoard tally, Scores ballot, int total) {
        tally.add(ballot);
        Candidate leader = tally.ranked(candidates).get(0);
        inference.progress(new Progress(STAGE, heard.incrementAndGet(), total, "leader: " + (leader.index() + 1)));
    }

    private Prompt prompt(JudgeCall hearing) {
        LabelledCandidates lineup = hearing.lineup();
        String rules = RULES
                .render(Map.of("question", FencedConversation.tag(fence), "candidate", LabelledCandidates.tag(fence),
                        "task", hearing.task().render(Map.of("count", lineup.size()))));
        ChatMessage material = new FencedConversation(inference.request().conversation()).message(fence,
                lineup.shown(fence));
        Prompt prompt = Prompt.internal(STAGE, Conversation.of(ChatMessage.system(rules), material))
                .withModel(settings.model());
        return hearing.verdict().askedOf(settings.maxTokens().isPresent()
                ? prompt.withMaxTokens(settings.maxTokens().getAsInt())
                : prompt);
    }
}
