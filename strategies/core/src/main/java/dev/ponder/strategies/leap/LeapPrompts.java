package dev.ponder.strategies.leap;

import java.util.Map;
import java.util.TreeMap;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.FenceKind;

/** The prompts of the stages before the answer: instructions, then the material as fenced data. */
record LeapPrompts(LeapConfig settings, Fence fence) {

    static LeapPrompts of(Inference inference, LeapConfig settings) {
        return new LeapPrompts(settings, Fence.of(inference.random()));
    }

    /** A prompt whose template has the names of the tags as values, besides the given ones. */
    Prompt internal(String stage, PromptTemplate template, Map<String, ?> values, String material) {
        var all = new TreeMap<String, Object>(values);
        all.put("question", FenceKind.QUESTION.tag(fence));
        all.put("example", FenceKind.EXAMPLE.tag(fence));
        all.put("draft", FenceKind.DRAFT.tag(fence));
        all.put("principle", FenceKind.PRINCIPLE.tag(fence));
        return Prompt
                .internal(stage, Conversation.of(ChatMessage.system(template.render(all)), ChatMessage.user(material)))
                .withMaxTokens(settings.stageMaxTokens());
    }

    /** The task and the question of an example. */
    String question(String task, String question) {
        String asked = FenceKind.QUESTION.wrap(fence, "question", question);
        return task.isBlank() ? asked : FenceKind.QUESTION.wrap(fence, "task", task) + "\n\n" + asked;
    }
}
