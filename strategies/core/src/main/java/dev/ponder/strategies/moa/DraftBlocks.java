package dev.ponder.strategies.moa;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.strategies.moa.Drafts.Draft;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * Drafts and their critique as fenced blocks in the prompts of one request, under the labels 1, 2, 3 and so on.
 *
 * @param maxCharacters the most characters that are shown of one draft
 */
record DraftBlocks(Fence fence, int maxCharacters) {

    static List<String> labels(Drafts drafts) {
        return IntStream.rangeClosed(1, drafts.distinct().size()).mapToObj(Integer::toString).toList();
    }

    String of(Drafts drafts) {
        return of(drafts, Critique.NONE);
    }

    /** Each draft with the remarks about it, then the remarks about all. */
    String of(Drafts drafts, Critique critique) {
        List<String> labels = labels(drafts);
        String each = IntStream.range(0, labels.size())
                .mapToObj(i -> draft(drafts.distinct().get(i), labels.get(i)) + remarks(critique, labels.get(i)))
                .collect(Collectors.joining("\n\n"));
        return each + remarks(critique, Critique.ALL);
    }

    private String draft(Draft draft, String label) {
        String notes = (draft.agents() > 1 ? draft.agents() + " agents wrote draft " + label + ".\n" : "")
                + (draft.truncated() ? "Draft " + label + " was cut off before its end.\n" : "");
        return notes + FenceKind.DRAFT.wrap(fence, label, MiddleTruncation.of(draft.text(), maxCharacters));
    }

    private String remarks(Critique critique, String label) {
        String text = critique.about(label);
        return text.isEmpty() ? "" : "\n\n" + FenceKind.CRITIQUE.wrap(fence, label, text);
    }
}
