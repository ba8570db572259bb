package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.judge.Abstention;
import dev.ponder.api.judge.Fence;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The candidates of one request among which the best is sought, and the one way to ask a judge about them. */
final class Bench {

    static final String STAGE = "judge";

    private static final PromptTemplate RULES = PromptTemplate.of(Bench.class, "judge");

    private final Inference inference;
    private final BestOfNConfig settings;
    private final List<Candidate> candidates;
    private final Fence fence;
    private final AtomicInteger heard = new AtomicInteger();

    Bench(Inference inference, BestOfNConfig settings, List<Candidate> candidates) {
        this.inference = inference;
        this.settings = settings;
        this.candidates = List.copyOf(candidates);
        this.fence = Fence.of(inference.random());
    }

    List<Candidate> candidates() {
        return candidates;
    }

    int votes() {
        return settings.judgeVotes();
    }

    /** The candidates in an order that the request's chance decides. */
    List<Candidate> shuffled() {
        var order = new ArrayList<>(candidates);
        Collections.shuffle(order, new Random(inference.random().nextLong()));
        return order;
    }

    /**
     * Has all of these hearings at once.
     *
     * @param total how many hearings there are in all rounds
     */
    Uni<Tally> hear(List<Hearing> hearings, int total) {
        return Multi.createFrom().iterable(hearings)
                .onItem().transformToUni(this::ask).merge(hearings.size())
                .collect().in(Tally::new, (tally, ballot) -> count(tally, ballot, total));
    }

    private Uni<Ballot> ask(Hearing hearing) {
        return inference.ask(prompt(hearing))
                .map(reply -> reply.truncated() ? Ballot.ABSTENTION : hearing.read(reply.text()))
                .onFailure(Abstention::covers).recoverWithItem(Ballot.ABSTENTION);
    }

    private void count(Tally tally, Ballot ballot, int total) {
        tally.add(ballot);
        Candidate leader = tally.ranked(candidates).get(0);
        inference.progress(new Progress(STAGE, heard.incrementAndGet(), total, "leader: " + (leader.index() + 1)));
    }

    private Prompt prompt(Hearing hearing) {
        Lineup lineup = hearing.lineup();
        String rules = RULES.render(Map.of("question", Exhibit.tag(fence), "candidate", Lineup.tag(fence),
                "task", hearing.task().render(Map.of("count", lineup.size()))));
        ChatMessage material = new Exhibit(inference.request().conversation()).message(fence, lineup.shown(fence));
        Prompt prompt = Prompt.internal(STAGE, Conversation.of(ChatMessage.system(rules), material))
                .withModel(settings.judgeModel().orElse(null));
        return hearing.verdict().askedOf(settings.judgeMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.judgeMaxTokens().getAsInt())
                : prompt);
    }
}
