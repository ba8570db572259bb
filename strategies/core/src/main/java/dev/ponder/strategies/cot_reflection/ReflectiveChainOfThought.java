package dev.ponder.strategies.cot_reflection;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Budget;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import io.smallrye.mutiny.Multi;

/**
 * The model thinks, checks its thinking and answers in one reply; the answer is streamed as it is written. The client's
 * tools are kept, and tool calls in the reply pass through.
 */
@Strategy(id = "cot_reflection", title = "Chain of thought with reflection",
        summary = "Makes the model think, check its thinking and answer in separate tags; the answer is returned.",
        paper = "arXiv:2201.11903", settings = ReflectiveChainOfThoughtConfig.class, tools = ToolPolicy.FINAL_STAGE)
class ReflectiveChainOfThought implements InferenceStrategy.Streaming {

    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(ReflectiveChainOfThought.class,
            "instructions");
    private static final PromptTemplate CONCLUDE = PromptTemplate.of(ReflectiveChainOfThought.class, "conclude");

    private final ReflectiveChainOfThoughtConfig config;

    ReflectiveChainOfThought(ReflectiveChainOfThoughtConfig config) {
        this.config = config;
    }

    /** One call, and a second one only if the first ends before its answer. */
    @Override
    public Cost cost(Settings settings) {
        ReflectiveChainOfThoughtConfig own = settings.of(config);
        return own.conclude() && !own.returnFull() ? new Cost(2, 2) : Cost.SINGLE_CALL;
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        return wantsJson(inference.request())
                ? inference.answer(Prompt.inheriting("answer", inference.request()))
                : Multi.createFrom().deferred(() -> think(inference, inference.settings().of(config)));
    }

    private static Multi<AnswerPart> think(Inference inference, ReflectiveChainOfThoughtConfig settings) {
        var names = TagNames.draw(inference.random());
        Conversation instructed = inference.request().conversation()
                .withInstructions(INSTRUCTIONS.render(names.byStem()));
        Multi<AnswerPart> reply = inference.answer(prompt("answer", inference, settings).withConversation(instructed));
        return settings.returnFull()
                ? reply
                : filtered(reply, new ReplyFilter(names, settings.streamReasoning()), inference, settings);
    }

    /**
     * The second call starts after the first has completed: with a limit of one parallel call, it would otherwise wait
     * for ever.
     */
    private static Multi<AnswerPart> filtered(Multi<AnswerPart> reply, ReplyFilter filter, Inference inference,
            ReflectiveChainOfThoughtConfig settings) {
        return Multi.createBy().concatenating().streams(
                reply.onItem().transformToIterable(filter::read),
                Multi.createFrom().deferred(() -> Multi.createFrom().iterable(filter.rest())),
                Multi.createFrom().deferred(() -> ending(filter, inference, settings)));
    }

    private static Multi<AnswerPart> ending(ReplyFilter filter, Inference inference,
            ReflectiveChainOfThoughtConfig settings) {
        return filter.lacksAnswer() && settings.conclude() && affordable(inference.budget())
                ? conclusion(filter.thinking(), inference, settings)
                : Multi.createFrom().iterable(filter.ending());
    }

    private static Multi<AnswerPart> conclusion(String thinking, Inference inference,
            ReflectiveChainOfThoughtConfig settings) {
        Conversation thought = inference.request().conversation()
                .plus(ChatMessage.assistant(thinking), ChatMessage.user(CONCLUDE.render()));
        return inference.answer(prompt("conclude", inference, settings).withConversation(thought));
    }

    private static Prompt prompt(String stage, Inference inference, ReflectiveChainOfThoughtConfig settings) {
        return Prompt.inheriting(stage, inference.request())
                .withDefaultTemperature(settings.temperature())
                .withDefaultMaxTokens(settings.maxTokens());
    }

    private static boolean affordable(Budget budget) {
        return budget.remainingCalls() > 0 && budget.remainingTokens() > 0;
    }

    /** A reply that must be JSON cannot contain tags. */
    private static boolean wantsJson(ChatRequest request) {
        JsonNode format = request.parameters().get("response_format");
        return format != null && format.path("type").asText().startsWith("json");
    }
}
