package dev.ponder.strategies.pvg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * The provers of one request. Helpful ones answer the client's conversation with the client's parameters; sneaky ones see it
 * as data. After the first round both know the best solution, and the helpful ones also what the verifier found and missed.
 */
final class Provers {

    static final String STAGE = "solve";
    private static final String SNEAKY = "sneaky";
    private static final PromptTemplate HELPFUL = PromptTemplate.of(Provers.class, "helpful");
    private static final PromptTemplate DECEIVE = PromptTemplate.of(Provers.class, "sneaky");
    /** Sneaky solutions need to differ from one another more than to be good. */
    private static final double SNEAKY_TEMPERATURE = 1.0;

    private final Inference inference;
    private final ProverVerifierGameConfig settings;
    private final Fence fence;

    /** The solutions of one round, by role. */
    record Proofs(List<Candidate> helpful, List<SneakySolution> sneaky) {

        boolean callTools() {
            return helpful.stream().anyMatch(candidate -> candidate.answer().callsTools());
        }

        /** The distinct texts of the complete helpful solutions. */
        List<String> texts() {
            return helpful.stream().filter(SolutionPool::complete)
                    .map(candidate -> SolutionPool.text(candidate.answer()))
                    .distinct().toList();
        }

        long characters() {
            return helpful.stream().mapToLong(candidate -> candidate.answer().characters()).sum()
                    + sneaky.stream().mapToLong(solution -> solution.text().length()).sum();
        }
    }

    /**
     * A solution that is wrong on purpose. It is no {@link dev.ponder.api.Candidate}, so it can never be returned.
     *
     * @param flaw what is wrong with it, in its author's words; may be empty
     * @param text the solution, as the verifier sees it
     */
    record SneakySolution(String flaw, String text) {

        /** A reply without JSON is a solution whose flaw is unknown. */
        static final ReplyFormat<SneakySolution> FORMAT = ReplyFormat.of("sneaky_solution",
                ReplySchema.object().text("flaw").text("solution"), "solution", SneakySolution::of)
                .orProse(SneakySolution::ofProse);

        private static Optional<SneakySolution> of(JsonNode reply) {
            return of(reply.path("flaw").asText("").strip(), reply.path("solution").asText("").strip());
        }

        private static Optional<SneakySolution> ofProse(String reply) {
            boolean json = reply.stripLeading().startsWith("{") || reply.contains("\"solution\"");
            return json ? Optional.empty() : of("", reply.strip());
        }

        private static Optional<SneakySolution> of(String flaw, String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(new SneakySolution(flaw, text));
        }
    }

    Provers(Inference inference, ProverVerifierGameConfig settings, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
    }

    Uni<Proofs> prove(int round, Optional<GameState> before) {
        return Uni.combine().all().unis(helpful(round, before), sneaky(before)).asTuple()
                .map(both -> new Proofs(both.getItem1(), both.getItem2()));
    }

    private Uni<List<Candidate>> helpful(int round, Optional<GameState> before) {
        ChatRequest request = inference.request();
        String instructions = HELPFUL.render(Map.of("draft", FenceKind.DRAFT.tag(fence), "critique",
                FenceKind.CRITIQUE.tag(fence), "blocks", before.map(this::blocks).orElse("")));
        Prompt prompt = Prompt.sampling(STAGE,
                request.withConversation(request.conversation().withInstructions(instructions)), inference.settings(),
                settings.temperature());
        int first = (round - 1) * settings.solutions();
        return inference.sample(prompt, settings.solutions())
                .collect().in(ArrayList<Candidate>::new, (solved, candidate) -> {
                    solved.add(new Candidate(first + candidate.index(), candidate.answer()));
                    inference.progress(new Progress(STAGE, solved.size(), settings.solutions(),
                            "round " + round + " of " + settings.rounds()));
                })
                .map(solved -> solved.stream().sorted(Comparator.comparingInt(Candidate::index)).toList());
    }

    /** The best solution, what the verifier found in it, and what it missed in others. */
    private String blocks(GameState state) {
        String best = state.leader()
                .map(leader -> FenceKind.DRAFT.wrap(fence, "best", SolutionPool.text(leader.answer()))).orElse("");
        String found = String.join("\n", state.findings());
        String missed = state.missed().stream().map(flaw -> "- " + flaw).collect(Collectors.joining("\n"));
        return best + (found.isEmpty() ? "" : "\n\n" + FenceKind.CRITIQUE.wrap(fence, "found", found))
                + (missed.isEmpty() ? "" : "\n\n" + FenceKind.CRITIQUE.wrap(fence, "missed", missed));
    }

    private Uni<List<SneakySolution>> sneaky(Optional<GameState> before) {
        String draft = before.flatMap(GameState::leader)
                .map(leader -> FenceKind.DRAFT.wrap(fence, "solution", SolutionPool.text(leader.answer()))).orElse("");
        String instructions = DECEIVE.render(Map.of("question", FenceKind.QUESTION.tag(fence), "draft",
                draft.isEmpty() ? "" : FenceKind.DRAFT.tag(fence)));
        ChatMessage material = FencedConversation.of(inference.request().conversation()).message(fence, draft);
        Prompt prompt = Prompt.internal(SNEAKY, Conversation.of(ChatMessage.system(instructions), material))
                .withTemperature(SNEAKY_TEMPERATURE);
        return SneakySolution.FORMAT.askAll(inference, Collections.nCopies(settings.sneaky(), prompt))
                .map(replies -> replies.stream().flatMap(Optional::stream).distinct().toList())
                .invoke(solutions -> {
                    if (solutions.isEmpty() && settings.sneaky() > 0) {
                        inference
                                .report(new Finding.Degraded(SNEAKY, "no sneaky solution could be read, so the verifier"
                                        + " was not put to the test"));
                    }
                });
    }
}
