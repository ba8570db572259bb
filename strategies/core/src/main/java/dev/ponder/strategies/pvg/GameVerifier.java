package dev.ponder.strategies.pvg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * Checks each solution alone, several times, all in parallel. It receives texts only, in a random order: nothing tells it who
 * wrote them.
 */
final class GameVerifier {

    static final String STAGE = "verify";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(GameVerifier.class, "verify");

    private final Inference inference;
    private final ProverVerifierGameConfig settings;
    private final Fence fence;

    GameVerifier(Inference inference, ProverVerifierGameConfig settings, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
    }

    /**
     * The verdicts about each solution, in the order of the solutions; without those that are missing or cannot be read.
     *
     * @param missed errors that the verifier did not see in solutions of earlier rounds
     */
    Uni<List<List<VerifierVerdict>>> verify(List<String> solutions, List<String> missed) {
        List<Integer> places = new ArrayList<>();
        IntStream.range(0, solutions.size())
                .forEach(place -> places.addAll(Collections.nCopies(settings.verifierVotes(), place)));
        Collections.shuffle(places, new Random(inference.random().nextLong()));
        return inference.compute(solutions.stream().mapToLong(String::length).sum(), () -> prompts(solutions, missed))
                .chain(prompts -> askAll(prompts, places))
                .map(verdicts -> byPlace(solutions.size(), places, verdicts));
    }

    /** An unreadable reply is repaired in the first vote about a solution; the other votes abstain, which costs less. */
    private Uni<List<Optional<VerifierVerdict>>> askAll(List<Prompt> prompts, List<Integer> places) {
        var done = new AtomicInteger();
        var repaired = new HashSet<Integer>();
        return Uni.join().all(places.stream()
                .map(place -> repaired.add(place)
                        ? VerifierVerdict.FORMAT.ask(inference, prompts.get(place))
                        : askOnce(prompts.get(place)))
                .map(verdict -> verdict.invoke(
                        () -> inference.progress(Progress.of(STAGE, done.incrementAndGet(), places.size()))))
                .toList()).andFailFast();
    }

    private Uni<Optional<VerifierVerdict>> askOnce(Prompt prompt) {
        ReplyFormat<VerifierVerdict> format = VerifierVerdict.FORMAT;
        return inference.ask(prompt.withJsonSchema(format.name(), format.schema()))
                .chain(reply -> inference.compute(reply.characters(), () -> format.read(reply.text())))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    private static List<List<VerifierVerdict>> byPlace(int solutions, List<Integer> places,
            List<Optional<VerifierVerdict>> verdicts) {
        List<List<VerifierVerdict>> byPlace = new ArrayList<>();
        IntStream.range(0, solutions).forEach(place -> byPlace.add(new ArrayList<>()));
        for (int i = 0; i < places.size(); i++) {
            verdicts.get(i).ifPresent(byPlace.get(places.get(i))::add);
        }
        return byPlace;
    }

    private List<Prompt> prompts(List<String> solutions, List<String> missed) {
        String instructions = INSTRUCTIONS.render(Map.of("question", FenceKind.QUESTION.tag(fence), "candidate",
                FenceKind.CANDIDATE.tag(fence), "critique", missed.isEmpty() ? "" : FenceKind.CRITIQUE.tag(fence)));
        String errors = missed.isEmpty()
                ? ""
                : FenceKind.CRITIQUE.wrap(fence, "missed",
                        missed.stream().map(flaw -> "- " + flaw).collect(Collectors.joining("\n"))) + "\n\n";
        FencedConversation conversation = FencedConversation.of(inference.request().conversation());
        return solutions.stream()
                .map(solution -> prompt(instructions, conversation.message(fence,
                        errors + FenceKind.CANDIDATE.wrap(fence, "C1", solution))))
                .toList();
    }

    private Prompt prompt(String instructions, ChatMessage material) {
        Prompt prompt = Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions), material))
                .withModel(settings.verifierModel().orElse(null));
        return settings.verifierMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.verifierMaxTokens().getAsInt())
                : prompt;
    }
}
