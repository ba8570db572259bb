package dev.ponder.strategies.plansearch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;

/** The prompts of the stages before the answer: instructions, then the conversation and the material as fenced data. */
record SearchPrompts(Inference inference, PlanSearchConfig settings, Fence fence) {

    static SearchPrompts of(Inference inference, PlanSearchConfig settings) {
        return new SearchPrompts(inference, settings, Fence.of(inference.random()));
    }

    /**
     * A prompt whose template has the values {@code question}, {@code observation} and {@code plan}, which are the names of
     * the tags, and the given ones.
     */
    Prompt creative(String stage, PromptTemplate task, Map<String, ?> values, String material) {
        var all = new TreeMap<String, Object>(values);
        all.put("question", FenceKind.QUESTION.tag(fence));
        all.put("observation", FenceKind.OBSERVATION.tag(fence));
        all.put("plan", FenceKind.PLAN.tag(fence));
        ChatMessage data = FencedConversation.of(inference.request().conversation()).message(fence, material);
        return internal(stage, Conversation.of(ChatMessage.system(task.render(all)), data))
                .withTemperature(settings.temperature());
    }

    /** The prompt of the judge, who adds the messages. */
    Prompt judging() {
        return internal("judge", inference.request().conversation());
    }

    String observations(List<String> observations) {
        return IntStream.range(0, observations.size())
                .mapToObj(i -> FenceKind.OBSERVATION.wrap(fence, Integer.toString(i + 1), observations.get(i)))
                .collect(Collectors.joining("\n\n"));
    }

    String plan(String text) {
        return FenceKind.PLAN.wrap(fence, "plan", text);
    }

    private Prompt internal(String stage, Conversation conversation) {
        return Prompt.internal(stage, conversation).withMaxTokens(settings.stageMaxTokens());
    }
}
