package dev.ponder.strategies.mars;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.mars.Population.Solution;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * What the stages of one request share: settings, the calls that are left, the fence around solutions, and the strategies that
 * were found. Used only by the thread of the request.
 */
final class MarsSession {

    private final Inference inference;
    private final MarsConfig settings;
    private final Schedule schedule;
    private final Fence fence;
    private int callsLeft;
    private int solutions;
    private List<String> strategies = List.of();

    MarsSession(Inference inference, MarsConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.schedule = Schedule.of(settings);
        this.fence = Fence.of(inference.random());
        this.callsLeft = schedule.maxCalls() - 1;
    }

    Inference inference() {
        return inference;
    }

    MarsConfig settings() {
        return settings;
    }

    Schedule schedule() {
        return schedule;
    }

    Fence fence() {
        return fence;
    }

    Conversation conversation() {
        return inference.request().conversation();
    }

    String question() {
        return conversation().question();
    }

    /**
     * Reserves the calls of as many steps as are wanted and affordable. The last call writes the answer and is not available.
     *
     * @param callsOfEach the maximum number of calls of a step
     * @param kept the calls to leave for later stages
     * @return the number of steps, 0 to {@code wanted}
     */
    int reserve(int wanted, int callsOfEach, int kept) {
        int affordable = Math.max(0, Math.min(wanted, (callsLeft - kept) / callsOfEach));
        callsLeft -= affordable * callsOfEach;
        return affordable;
    }

    /** The first of so many ids of solutions, which are unique in this session. */
    int nextIds(int count) {
        int first = solutions;
        solutions += count;
        return first;
    }

    void share(List<String> found) {
        strategies = List.copyOf(found);
    }

    /** The strategies as a block; empty without any. */
    String notes() {
        return strategies.isEmpty() ? "" : FenceKind.PLAN.wrap(fence, "strategies", String.join("\n", strategies));
    }

    /** Solutions as blocks under the labels 1, 2, 3 and so on, after a note about each that was cut off. */
    String blocks(FenceKind kind, List<Solution> shown) {
        return IntStream.range(0, shown.size()).mapToObj(i -> block(kind, String.valueOf(i + 1), shown.get(i)))
                .collect(Collectors.joining("\n\n"));
    }

    String block(FenceKind kind, String label, Solution solution) {
        String text = MiddleTruncation.of(solution.answer().text().strip(), settings.solutionMaxChars());
        String note = solution.answer().complete() ? "" : "This one was cut off before its end:\n";
        return note + kind.wrap(fence, label, text);
    }

    Map<String, String> tags() {
        return Map.of("question", FenceKind.QUESTION.tag(fence), "candidate", FenceKind.CANDIDATE.tag(fence), "draft",
                FenceKind.DRAFT.tag(fence), "critique", FenceKind.CRITIQUE.tag(fence), "plan",
                FenceKind.PLAN.tag(fence));
    }

    /** The prompt with the token limit of internal stages. */
    Prompt limited(Prompt prompt) {
        return settings.agentMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.agentMaxTokens().getAsInt())
                : prompt;
    }

    void degraded(String stage, String reason) {
        inference.report(new Finding.Degraded(stage, reason));
    }
}
