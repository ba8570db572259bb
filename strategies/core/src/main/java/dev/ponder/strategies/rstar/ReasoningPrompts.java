package dev.ponder.strategies.rstar;

import java.util.Map;

import dev.ponder.api.Fence;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;

/** The prompts of one request. Each contains the client's conversation, and the whole trace as fenced blocks. */
final class ReasoningPrompts {

    static final String REASON = "reason";
    static final String DISCRIMINATE = "discriminate";
    private static final int MAX_SOLUTION = 32_000;
    private static final PromptTemplate ATTEMPT = PromptTemplate.of(ReasoningPrompts.class, "attempt");
    private static final PromptTemplate COMPLETE = PromptTemplate.of(ReasoningPrompts.class, "complete");
    private static final PromptTemplate WRITE_UP = PromptTemplate.of(ReasoningPrompts.class, "write-up");

    private final ChatRequest request;
    private final MutualReasoningConfig settings;
    private final Fence fence;

    ReasoningPrompts(ChatRequest request, MutualReasoningConfig settings, Fence fence) {
        this.request = request;
        this.settings = settings;
        this.fence = fence;
    }

    /** An action after a trace. */
    Prompt attempt(ReasoningAction action, ReasoningTrace trace) {
        return internal(REASON, ATTEMPT.render(Map.of("task", action.task(), "started", !trace.steps().isEmpty(),
                "plan", FenceKind.PLAN.tag(fence), "blocks", trace.blocks(fence))));
    }

    /** The completion of the beginning of a trajectory, by the discriminator. */
    Prompt completion(String beginning) {
        String instructions = beginning.isEmpty()
                ? ATTEMPT.render(Map.of("task", ReasoningAction.ANSWER.task(), "started", false))
                : COMPLETE.render(Map.of("plan", FenceKind.PLAN.tag(fence), "block",
                        FenceKind.PLAN.wrap(fence, "1", beginning)));
        return internal(DISCRIMINATE, instructions).withModel(settings.discriminatorModel().orElse(null));
    }

    /** The answer to the client. */
    Prompt writeUp(ReasoningResult solution) {
        String text = MiddleTruncation.of(solution.text(), MAX_SOLUTION);
        String instructions = WRITE_UP.render(Map.of("draft", FenceKind.DRAFT.tag(fence),
                "checked", solution.agreeing() > 1, "agreeing", solution.agreeing(), "attempts", solution.attempts(),
                "tools", request.offersTools(), "block", FenceKind.DRAFT.wrap(fence, "1", text)));
        return Prompt.inheriting("answer", request.withConversation(with(instructions)));
    }

    private Prompt internal(String stage, String instructions) {
        Prompt prompt = Prompt.internal(stage, with(instructions)).withTemperature(settings.temperature());
        return settings.stepMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.stepMaxTokens().getAsInt())
                : prompt;
    }

    private Conversation with(String instructions) {
        return request.conversation().withInstructions(instructions);
    }
}
