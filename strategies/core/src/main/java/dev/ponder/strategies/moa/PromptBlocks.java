package dev.ponder.strategies.moa;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * How texts are shown to a model that must not obey them, as fenced blocks: the conversation, drafts under the labels
 * 1, 2, 3 and so on, what a critic says of them.
 */
final class PromptBlocks {

    private static final String QUESTION = "question";
    private static final String DRAFT = "draft";
    private static final String CRITIQUE = "critique";

    private final Fence fence;
    private final int draftCharacters;

    /**
     * PromptBlocks of one request.
     *
     * @param draftCharacters the most that is shown of a draft
     */
    PromptBlocks(Fence fence, int draftCharacters) {
        this.fence = fence;
        this.draftCharacters = draftCharacters;
    }

    String questionTag() {
        return fence.tag(QUESTION);
    }

    String draftTag() {
        return fence.tag(DRAFT);
    }

    String critiqueTag() {
        return fence.tag(CRITIQUE);
    }

    static List<String> labels(Drafts drafts) {
        return IntStream.rangeClosed(1, drafts.distinct().size()).mapToObj(Integer::toString).toList();
    }

    String of(Conversation conversation) {
        return fence.wrap(QUESTION, "conversation", conversation.transcript(conversation.messages().size()));
    }

    String of(Drafts drafts) {
        return of(drafts, Critique.NONE);
    }

    /** Each draft with what is said of it, then what is said of all. */
    String of(Drafts drafts, Critique critique) {
        List<String> labels = labels(drafts);
        String each = IntStream.range(0, labels.size())
                .mapToObj(i -> draft(drafts.distinct().get(i), labels.get(i)) + remarks(critique, labels.get(i)))
                .collect(Collectors.joining("\n\n"));
        return each + remarks(critique, Critique.ALL);
    }

    private String draft(Draft draft, String label) {
        String about = (draft.agents() > 1 ? draft.agents() + " agents wrote draft " + label + ".\n" : "")
                + (draft.truncated() ? "Draft " + label + " was cut off before its end.\n" : "");
        return about + fence.wrap(DRAFT, label, MiddleTruncation.of(draft.text(), draftCharacters));
    }

    private String remarks(Critique critique, String label) {
        String text = critique.about(label);
        return text.isEmpty() ? "" : "\n\n" + fence.wrap(CRITIQUE, label, text);
    }
}
