package dev.ponder.strategies.deep_research;

import java.util.Map;

import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.reply.TolerableFailure;
import io.smallrye.mutiny.Uni;

/** Writes a draft of the report from the notes, and revises it with further ones. */
final class DraftStage {

    private static final String DRAFT = "draft";
    private static final String REVISE = "revise";
    private static final PromptTemplate FIRST = PromptTemplate.of(DraftStage.class, "draft");
    private static final PromptTemplate REVISION = PromptTemplate.of(DraftStage.class, "revise");

    private DraftStage() {
    }

    /** The draft; empty if the call fails. */
    static Uni<String> write(Inference inference, ResearchPrompts prompts, String plan, Evidence evidence) {
        return ask(inference, prompts, DRAFT, FIRST, plan + "\n\n" + prompts.notes(evidence))
                .invoke(draft -> {
                    if (draft.isEmpty()) {
                        inference.report(new Finding.Degraded(DRAFT,
                                "no draft could be written, so the report was written from the first notes"));
                    }
                });
    }

    /** The revised draft; the given one if the call fails. */
    static Uni<String> revise(Inference inference, ResearchPrompts prompts, String draft, Evidence evidence) {
        return ask(inference, prompts, REVISE, REVISION, prompts.notes(evidence) + "\n\n" + prompts.draft(draft))
                .map(revised -> revised.isEmpty() ? draft : revised);
    }

    private static Uni<String> ask(Inference inference, ResearchPrompts prompts, String stage, PromptTemplate task,
            String material) {
        return inference.ask(prompts.internal(stage, task, Map.of(), material)
                .withTemperature(prompts.settings().temperature()))
                .map(answer -> answer.text().strip())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem("")
                .invoke(draft -> inference.progress(Progress.of(stage, 1, 1)));
    }
}
