package dev.ponder.strategies.deep_research;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;

/** The prompts of the stages: instructions, then the conversation and the material as fenced data. */
record ResearchPrompts(Inference inference, DeepResearchConfig settings, Fence fence) {

    private static final int MAX_DRAFT = 60_000;

    static ResearchPrompts of(Inference inference, DeepResearchConfig settings) {
        return new ResearchPrompts(inference, settings, Fence.of(inference.random()));
    }

    /** A prompt of a stage before the report. */
    Prompt internal(String stage, PromptTemplate task, Map<String, ?> values, String material) {
        ChatMessage data = FencedConversation.of(inference.request().conversation()).message(fence, material);
        return Prompt.internal(stage, Conversation.of(ChatMessage.system(instructions(task, values)), data))
                .withTemperature(0).withMaxTokens(settings.stageMaxTokens());
    }

    /** The template with the names of the tags, the date and the length beside the given values. */
    String instructions(PromptTemplate task, Map<String, ?> values) {
        var all = new TreeMap<String, Object>(values);
        all.put("conversation", FenceKind.QUESTION.tag(fence));
        all.put("plan", FenceKind.PLAN.tag(fence));
        all.put("document", FenceKind.DOCUMENT.tag(fence));
        all.put("note", FenceKind.NOTE.tag(fence));
        all.put("draft", FenceKind.DRAFT.tag(fence));
        all.put("count", settings.questions());
        all.put("words", settings.words());
        all.put("date", date());
        return task.render(all);
    }

    String date() {
        return LocalDate.ofInstant(inference.clock().instant(), ZoneOffset.UTC).toString();
    }

    String plan(List<ResearchQuestion> questions) {
        return FenceKind.PLAN.wrap(fence, "plan", questions.stream().map(question -> "- " + question.text())
                .collect(Collectors.joining("\n")));
    }

    String notes(Evidence evidence) {
        return Evidence.shown(evidence.notes(), settings.noteTokens()).entrySet().stream()
                .map(note -> FenceKind.NOTE.wrap(fence, note.getKey().toString(), note.getValue()))
                .collect(Collectors.joining("\n\n"));
    }

    String draft(String text) {
        return text.isEmpty() ? "" : FenceKind.DRAFT.wrap(fence, "draft", MiddleTruncation.of(text, MAX_DRAFT));
    }
}
