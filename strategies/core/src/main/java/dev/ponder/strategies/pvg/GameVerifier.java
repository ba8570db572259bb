package dev.ponder.strategies.pvg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.judge.VerdictReader;
import dev.ponder.toolkit.reply.JsonInText;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
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

    /**
     * What the verifier says about one solution.
     *
     * @param firstError the first step that is wrong, in the verifier's words; empty when there is none
     * @param score from 0 to 10
     */
    record VerifierVerdict(String firstError, double score) {

        /** The highest score of a solution that the same verdict calls wrong, so that a verdict cannot contradict itself. */
        private static final double MOST_IF_WRONG = 4;
        private static final double MIDDLE = 5;
        private static final String SCORE = "score";
        private static final List<String> NO_ERROR = List.of("", "none", "none.", "no error", "no errors", "n/a",
                "null");

        static final ReplyFormat<VerifierVerdict> FORMAT = ReplyFormat.of("verification",
                ReplySchema.object().text("reasoning").text("first_error").number(SCORE).flag("correct"), "correct",
                VerifierVerdict::of).orProse(VerifierVerdict::ofProse);

        /** Whether verdicts with this mean call a solution correct. */
        static boolean approves(double score) {
            return score > MIDDLE;
        }

        private static Optional<VerifierVerdict> of(JsonNode reply) {
            String correct = reply.path("correct").asText("").strip().toLowerCase(Locale.ROOT);
            boolean wrong = correct.equals("false") || correct.equals("no");
            boolean right = correct.equals("true") || correct.equals("yes");
            OptionalDouble score = VerdictReader.score("Score: " + reply.path(SCORE).asText(""));
            String error = reply.path("first_error").asText("").strip();
            if (score.isEmpty() && !wrong && !right) {
                return Optional.empty();
            }
            return Optional.of(new VerifierVerdict(NO_ERROR.contains(error.toLowerCase(Locale.ROOT)) ? "" : error,
                    wrong ? Math.min(score.orElse(0), MOST_IF_WRONG) : score.orElse(2 * MIDDLE)));
        }

        /** An object with a score alone, or a sentence with one; numbers of other sentences are no scores. */
        private static Optional<VerifierVerdict> ofProse(String reply) {
            if (reply.indexOf('{') >= 0) {
                return JsonInText.find(reply, SCORE).flatMap(VerifierVerdict::of);
            }
            OptionalDouble score = reply.toLowerCase(Locale.ROOT).contains(SCORE)
                    ? VerdictReader.score(reply)
                    : OptionalDouble.empty();
            return score.isPresent() ? Optional.of(new VerifierVerdict("", score.getAsDouble())) : Optional.empty();
        }
    }

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
