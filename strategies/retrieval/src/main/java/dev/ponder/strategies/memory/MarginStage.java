package dev.ponder.strategies.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.retrieval.passage.Page;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** Reads all pages in parallel and writes notes beside each. */
final class MarginStage {

    static final String STAGE = "margin";

    private static final PromptTemplate MARGIN = PromptTemplate.of(MarginStage.class, "margin");

    private final Inference inference;
    private final MemoryConfig settings;
    private final Fence fence;
    private final ReadingPlan plan;

    MarginStage(Inference inference, MemoryConfig settings, Fence fence, ReadingPlan plan) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
        this.plan = plan;
    }

    /** The notes beside the pages that could be read, in the order of the pages. */
    Uni<List<MarginNotes>> notes() {
        List<Page> pages = plan.pages().read();
        if (pages.size() < plan.pages().count()) {
            inference.report(new Finding.Degraded(STAGE, "only " + pages.size() + " of " + plan.pages().count()
                    + " pages were read, those whose words fit the question best"));
        }
        if (pages.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var notes = new @Nullable MarginNotes[pages.size()];
        var done = new int[1];
        return inference.sample(pages.stream().map(this::prompt).toList())
                .onItem().transformToUniAndMerge(margin -> read(margin, pages.get(margin.index()))
                        .invoke(read -> {
                            read.ifPresent(note -> notes[margin.index()] = note);
                            inference.progress(new Progress(STAGE, ++done[0], pages.size(),
                                    remark(pages.get(margin.index()), read)));
                        }))
                .collect().last()
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty())
                .map(last -> collected(notes));
    }

    private Uni<Optional<MarginNotes>> read(Candidate margin, Page page) {
        return inference.compute(margin.answer().characters() + page.text().length(),
                () -> MarginNotes.FORMAT.read(margin.answer().text()).map(notes -> notes.on(page)));
    }

    private static String remark(Page page, Optional<MarginNotes> read) {
        return "page " + page.number() + ": "
                + read.map(notes -> notes.relevant() ? "relevant" : "not relevant").orElse("not readable");
    }

    private List<MarginNotes> collected(@Nullable MarginNotes[] notes) {
        var read = new ArrayList<MarginNotes>();
        for (MarginNotes note : notes) {
            if (note != null) {
                read.add(note);
            }
        }
        int lost = notes.length - read.size();
        if (lost > 0) {
            inference.report(new Finding.Degraded(STAGE, lost + " of " + notes.length + " pages could not be read"));
        }
        return read;
    }

    private Prompt prompt(Page page) {
        String instructions = MARGIN.render(Map.of("question", FenceKind.QUESTION.tag(fence),
                "document", FenceKind.DOCUMENT.tag(fence)));
        String material = FenceKind.QUESTION.wrap(fence, "conversation", plan.question()) + "\n\n" + FenceKind.DOCUMENT
                .wrap(fence, "page " + page.number() + " of " + plan.pages().count(), page.text());
        return Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions), ChatMessage.user(material)))
                .withMaxTokens(settings.noteMaxTokens())
                .withJsonSchema(MarginNotes.FORMAT.name(), MarginNotes.FORMAT.schema());
    }
}
