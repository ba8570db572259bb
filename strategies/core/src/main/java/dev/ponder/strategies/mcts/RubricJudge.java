package dev.ponder.strategies.mcts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.judge.VerdictReader;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/** Grades answers from 0 to 10, each alone, and says what is wrong with them: the reward and the critique for a refinement. */
final class RubricJudge {

    private static final String STAGE = "grade";
    private static final double BEST = 10;
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(RubricJudge.class, "grade");
    private static final ReplyFormat<Grade> FORMAT = ReplyFormat
            .of("score", ReplySchema.object().text("reasoning").number("score"), "score", Grade::of)
            .orProse(prose -> Grade.of(VerdictReader.score(prose), prose));

    private final Inference inference;
    private final MonteCarloTreeSearchConfig settings;
    private final Fence fence;

    /**
     * One verdict.
     *
     * @param grade from 0 to 1
     */
    record Grade(double grade, String critique) {

        private static Optional<Grade> of(JsonNode verdict) {
            return of(VerdictReader.score(verdict.path("score").asText("")), verdict.path("reasoning").asText(""));
        }

        private static Optional<Grade> of(OptionalDouble score, String critique) {
            return score.isPresent()
                    ? Optional.of(new Grade(score.getAsDouble() / BEST, critique.strip()))
                    : Optional.empty();
        }
    }

    RubricJudge(Inference inference, MonteCarloTreeSearchConfig settings, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
    }

    /** The verdicts about each of these answers by their indexes, all asked for in parallel; unreadable ones are left out. */
    Uni<Map<Integer, List<Grade>>> grade(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        long shown = candidates.stream().mapToLong(candidate -> candidate.answer().characters()).sum();
        var session = FencedConversation.of(inference.request().conversation());
        return inference.compute(shown, () -> candidates.stream().map(candidate -> prompt(candidate, session)).toList())
                .map(this::repeated)
                .chain(prompts -> FORMAT.askAll(inference, prompts))
                .map(verdicts -> byCandidate(candidates, verdicts))
                .onItem().invoke(this::report);
    }

    private Prompt prompt(Candidate candidate, FencedConversation conversation) {
        String instructions = INSTRUCTIONS.render(
                Map.of("question", FenceKind.QUESTION.tag(fence), "candidate", FenceKind.CANDIDATE.tag(fence)));
        String block = FenceKind.CANDIDATE.wrap(fence, "C1", text(candidate.answer()));
        Prompt prompt = Prompt
                .internal(STAGE, Conversation.of(ChatMessage.system(instructions), conversation.message(fence, block)))
                .withModel(settings.judgeModel().orElse(null));
        return settings.judgeMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.judgeMaxTokens().getAsInt())
                : prompt;
    }

    private static String text(Answer answer) {
        var text = new StringBuilder(answer.text().isBlank() ? answer.refusal() : answer.text());
        answer.toolCalls().forEach(call -> text.append("\n\n[calls the tool ").append(call.name()).append("]\n")
                .append(call.arguments()));
        return text.toString();
    }

    private List<Prompt> repeated(List<Prompt> prompts) {
        var all = new ArrayList<Prompt>();
        for (int vote = 0; vote < settings.judgeVotes(); vote++) {
            all.addAll(prompts);
        }
        return all;
    }

    private static Map<Integer, List<Grade>> byCandidate(List<Candidate> candidates, List<Optional<Grade>> verdicts) {
        Map<Integer, List<Grade>> grades = new HashMap<>();
        for (int i = 0; i < verdicts.size(); i++) {
            int index = candidates.get(i % candidates.size()).index();
            verdicts.get(i)
                    .ifPresent(grade -> grades.computeIfAbsent(index, first -> new ArrayList<>()).add(grade));
        }
        return grades;
    }

    private void report(Map<Integer, List<Grade>> grades) {
        Map<Integer, Double> means = new HashMap<>();
        grades.forEach((index, votes) -> means.put(index,
                votes.stream().mapToDouble(Grade::grade).average().orElse(0) * BEST));
        inference.report(new Finding.Verdict(STAGE, means));
    }
}
