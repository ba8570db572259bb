package dev.ponder.strategies.mars;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;

/** Writes the answer: the client's conversation and parameters, with the best solution added to the instructions. */
final class WriteUp {

    private static final String STAGE = "write-up";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(WriteUp.class, "write-up");

    private final MarsSession session;

    WriteUp(MarsSession session) {
        this.session = session;
    }

    /** The answer without solutions. */
    Multi<AnswerPart> plainAnswer() {
        return session.inference().answer(Prompt.inheriting("answer", session.inference().request()));
    }

    /**
     * The answer from the best solution if it is verified, else from the best ones and the reports about them. If nothing can be
     * written, the text of the best solution.
     *
     * @param ranked the best first
     */
    Multi<AnswerPart> answer(List<Assessment> ranked) {
        if (ranked.isEmpty()) {
            session.degraded(STAGE, "no agent wrote a solution, so the question was answered without one");
            return plainAnswer();
        }
        Answer best = ranked.get(0).solution().answer();
        Multi<AnswerPart> written = orElse(best,
                session.inference().answer(Prompt.inheriting(STAGE, request(shown(ranked)))));
        return session.settings().solutionAsReasoning()
                ? Multi.createBy().concatenating().streams(
                        Multi.createFrom().item(new AnswerPart.Reasoning(best.text() + "\n")),
                        written)
                : written;
    }

    private static List<Assessment> shown(List<Assessment> ranked) {
        return ranked.subList(0, ranked.get(0).verified() ? 1 : Math.min(Schedule.CONTENDERS, ranked.size()));
    }

    private ChatRequest request(List<Assessment> shown) {
        ChatRequest request = session.inference().request();
        Map<String, Object> values = new HashMap<>(session.tags());
        values.put("verified", shown.get(0).verified());
        values.put("several", shown.size() > 1);
        values.put("checked", shown.stream().anyMatch(Assessment::faulty));
        values.put("tools", request.offersTools());
        values.put("blocks", IntStream.range(0, shown.size()).mapToObj(i -> block(String.valueOf(i + 1), shown.get(i)))
                .collect(Collectors.joining("\n\n")));
        return request.withConversation(request.conversation().withInstructions(INSTRUCTIONS.render(values)));
    }

    private String block(String label, Assessment assessment) {
        String solution = session.block(FenceKind.DRAFT, label, assessment.solution());
        return assessment.faulty()
                ? solution + "\n\n" + FenceKind.CRITIQUE.wrap(session.fence(), label, assessment.objections())
                : solution;
    }

    /** The solution in place of an answer that fails before its first word, or that has none. */
    private Multi<AnswerPart> orElse(Answer solution, Multi<AnswerPart> writing) {
        return Multi.createFrom().deferred(() -> {
            var begun = new AtomicBoolean();
            return writing
                    .onItem().transformToMultiAndConcatenate(part -> {
                        begun.compareAndSet(false, isContent(part));
                        return part instanceof AnswerPart.Finish && !begun.get()
                                ? solution(solution, "the answer was empty")
                                : Multi.createFrom().item(part);
                    })
                    .onFailure(failure -> !begun.get() && TolerableFailure.isTolerable(failure))
                    .recoverWithMulti(() -> solution(solution, "the answer could not be written"));
        });
    }

    private static boolean isContent(AnswerPart part) {
        return part instanceof AnswerPart.Text text && !text.text().isEmpty()
                || part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal;
    }

    private Multi<AnswerPart> solution(Answer solution, String reason) {
        session.degraded(STAGE, reason + ", so the best solution was returned as it is");
        return Multi.createFrom().items(new AnswerPart.Text(solution.text()),
                new AnswerPart.Finish(solution.finishReason()));
    }
}
