package dev.ponder.strategies.genselect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.answer.ReasoningText;
import dev.ponder.toolkit.judge.VerdictReader;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Shows candidates to a model side by side and asks for their ranking. One instance per request. */
final class Comparison {

    static final String STAGE = "compare";

    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Comparison.class, "compare");
    private static final ReplySchema SCHEMA = ReplySchema.object().text("reasoning").texts("ranking").flag("correct");

    private final Inference inference;
    private final GenSelectConfig settings;
    private final Fence fence;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * The result of one comparison.
     *
     * @param ranking the candidates from the best to the worst, without those that the model left out; at least one
     * @param correct whether the model finds the best one right
     */
    record Verdict(List<Candidate> ranking, boolean correct, String reasoning) {

        Candidate best() {
            return ranking.get(0);
        }
    }

    Comparison(Inference inference, GenSelectConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.fence = Fence.of(inference.random());
    }

    /**
     * Compares some of the pool's candidates as often as the settings say, in parallel. A comparison that fails
     * tolerably or cannot be read has no verdict.
     *
     * @param groups how many groups the request compares, for the progress
     */
    Uni<Selection> compare(SelectionPool pool, List<Candidate> candidates, int groups) {
        var soFar = new ArrayList<Verdict>();
        List<Uni<Optional<Verdict>>> comparisons = orders(candidates).stream()
                .map(order -> compareInOrder(order).invoke(verdict -> {
                    verdict.ifPresent(soFar::add);
                    inference.report(new Finding.Verdict(STAGE,
                            verdict.map(read -> Selection.points(read, candidates)).orElse(Map.of())));
                    report(new Selection(pool, candidates, List.copyOf(soFar)), groups);
                })).toList();
        return Uni.join().all(comparisons).andFailFast().map(verdicts -> new Selection(pool, candidates,
                verdicts.stream().flatMap(Optional::stream).toList()));
    }

    private void report(Selection soFar, int groups) {
        inference.progress(new Progress(STAGE, done.incrementAndGet(), groups * settings.comparisons(),
                "leader: " + (soFar.best().index() + 1)));
    }

    private Uni<Optional<Verdict>> compareInOrder(List<Candidate> order) {
        return inference.compute(GenSelect.characters(order), () -> prompt(order))
                .chain(prompt -> format(order).ask(inference, prompt));
    }

    /** Random orders that balance the position bias of the model: every second one is the reverse of the one before. */
    private List<List<Candidate>> orders(List<Candidate> candidates) {
        var shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(inference.random().nextLong()));
        var orders = new ArrayList<List<Candidate>>();
        for (int i = 0; i < settings.comparisons(); i++) {
            var order = new ArrayList<>(shuffled);
            Collections.rotate(order, -2 * (i / 2));
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            orders.add(order);
        }
        return orders;
    }

    private Prompt prompt(List<Candidate> order) {
        String instructions = INSTRUCTIONS.render(Map.of("question", FenceKind.QUESTION.tag(fence),
                "candidate", FenceKind.CANDIDATE.tag(fence), "count", order.size()));
        String blocks = IntStream.range(0, order.size())
                .mapToObj(place -> FenceKind.CANDIDATE.wrap(fence, label(place), text(order.get(place))))
                .collect(Collectors.joining("\n\n"));
        ChatMessage material = FencedConversation.of(inference.request().conversation()).message(fence, blocks);
        Prompt prompt = Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions), material))
                .withModel(settings.comparisonModel().orElse(null))
                .withTemperature(settings.comparisonTemperature());
        return settings.comparisonMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.comparisonMaxTokens().getAsInt())
                : prompt;
    }

    /** The answer without the reasoning, which fills the context of the model and persuades it. */
    private String text(Candidate candidate) {
        String shown = SelectionPool.shown(candidate.answer());
        String answer = ReasoningText.split(shown).answer();
        return MiddleTruncation.of(answer.isBlank() ? shown : answer.strip(), settings.candidateMaxChars());
    }

    private static String label(int place) {
        return "C" + (place + 1);
    }

    private static ReplyFormat<Verdict> format(List<Candidate> order) {
        List<String> labels = IntStream.range(0, order.size()).mapToObj(Comparison::label).toList();
        return ReplyFormat.of("ranking", SCHEMA, "ranking", json -> verdict(json, labels, order))
                .orProse(text -> announced(text, labels)
                        .map(best -> new Verdict(List.of(order.get(labels.indexOf(best))), true, text.strip())));
    }

    private static Optional<Verdict> verdict(JsonNode json, List<String> labels, List<Candidate> order) {
        List<Candidate> ranking = VerdictReader.ranking(json.toString(), labels).stream()
                .map(label -> order.get(labels.indexOf(label))).toList();
        return ranking.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(ranking, json.path("correct").asBoolean(true),
                        json.path("reasoning").asText("").strip()));
    }

    /** The label in the last line of prose that announces a decision. */
    private static Optional<String> announced(String text, List<String> labels) {
        return text.lines().filter(line -> line.contains("[[") || line.toLowerCase(Locale.ROOT).contains("best"))
                .flatMap(line -> VerdictReader.choice(line, labels).stream())
                .reduce((earlier, later) -> later);
    }
}
