package dev.ponder.strategies.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.retrieval.passage.Page;
import dev.ponder.retrieval.passage.Passage;
import dev.ponder.retrieval.passage.PassageIndex;
import dev.ponder.retrieval.passage.PassageSplitter;
import dev.ponder.retrieval.token.TokenCounter;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;

/** Writes the answer from the notes, or from the passages that fit the question best if there are no notes. */
final class NotedAnswer {

    static final String STAGE = "answer";

    private static final PromptTemplate ANSWER = PromptTemplate.of(NotedAnswer.class, "answer");
    private static final PromptTemplate RECALL = PromptTemplate.of(NotedAnswer.class, "recall");
    private static final int INSTRUCTIONS = 300;
    private static final int PASSAGE_TOKENS = 300;
    private static final int BLOCK_TOKENS = 40;

    private final Inference inference;
    private final Fence fence;

    /** Material for the prompt, and how much of it fits. */
    private record Blocks(String text, int shown, int of) {}

    NotedAnswer(Inference inference, Fence fence) {
        this.inference = inference;
        this.fence = fence;
    }

    /** The answer to a request that fits the context window, with what is stored of earlier requests. */
    Multi<AnswerPart> plain(ChatRequest request, List<String> stored) {
        return inference.answer(Prompt.inheriting(STAGE, withStored(request, stored)));
    }

    /** The answer from the notes beside the pages. */
    Multi<AnswerPart> fromNotes(ReadingPlan plan, List<MarginNotes> notes, List<String> stored) {
        ChatRequest request = withStored(plan.request(), stored);
        int room = plan.window().roomBeside(request.conversation()) - INSTRUCTIONS;
        return inference.compute(plan.pages().characters(), () -> notes.isEmpty()
                ? passages(plan, room)
                : margins(plan, notes.stream().filter(MarginNotes::relevant).toList(), room))
                .invoke(blocks -> {
                    if (blocks.shown() < blocks.of()) {
                        inference.report(new Finding.Degraded(STAGE, "the notes of " + blocks.shown() + " of "
                                + blocks.of() + " pages fit the context window"));
                    }
                })
                .onItem().transformToMulti(blocks -> inference.answer(Prompt.inheriting(STAGE,
                        instructed(request, instructions(notes, plan, blocks)))));
    }

    private String instructions(List<MarginNotes> notes, ReadingPlan plan, Blocks blocks) {
        return ANSWER.render(Map.of("note", FenceKind.NOTE.tag(fence), "document", FenceKind.DOCUMENT.tag(fence),
                "noted", !notes.isEmpty(), "found", !blocks.text().isEmpty(), "pages", plan.pages().count(),
                "blocks", blocks.text()));
    }

    private Blocks margins(ReadingPlan plan, List<MarginNotes> relevant, int room) {
        List<MarginNotes> shown = tokens(relevant) <= room
                ? relevant
                : relevant.stream().map(MarginNotes::withoutQuotes).toList();
        if (tokens(shown) > room) {
            List<Page> pages = shown.stream().map(note -> new Page(note.page(), 0, note.text())).toList();
            shown = fitting(shown, ranked(pages, plan.question()), room);
        }
        return new Blocks(shown.stream()
                .map(note -> FenceKind.NOTE.wrap(fence, "page " + note.page(), note.text()))
                .collect(Collectors.joining("\n\n")), shown.size(), relevant.size());
    }

    /** The notes that fit if they are taken in this order, in the order of the pages. */
    private static List<MarginNotes> fitting(List<MarginNotes> notes, List<Integer> order, int room) {
        var chosen = new ArrayList<MarginNotes>();
        int left = room;
        for (int place : order) {
            int tokens = tokens(List.of(notes.get(place)));
            if (tokens <= left) {
                chosen.add(notes.get(place));
                left -= tokens;
            }
        }
        chosen.sort(Comparator.comparingInt(MarginNotes::page));
        return chosen;
    }

    /** The indexes of the pages: first those that have words of the question, best first, then the others. */
    private static List<Integer> ranked(List<Page> pages, String question) {
        PassageIndex index = PassageIndex.of(IntStream.range(0, pages.size())
                .mapToObj(i -> new Passage(i, 0, pages.get(i).text().length(), pages.get(i).text())).toList());
        var order = new ArrayList<Integer>();
        index.search(question, pages.size()).forEach(found -> order.add(found.passage().document()));
        IntStream.range(0, pages.size()).filter(place -> !order.contains(place)).forEach(order::add);
        return order;
    }

    /** Without notes, the answer is written from what a search finds. */
    private Blocks passages(ReadingPlan plan, int room) {
        var splitter = new PassageSplitter(PASSAGE_TOKENS, 0);
        List<Passage> all = plan.pages().read().stream()
                .flatMap(page -> splitter.split(page.number(), page.text()).stream()).toList();
        int fit = Math.max(0, room / (PASSAGE_TOKENS + BLOCK_TOKENS));
        List<Passage> found = PassageIndex.of(all).search(plan.question(), fit).stream()
                .map(hit -> hit.passage())
                .sorted(Comparator.comparingInt(Passage::document).thenComparingInt(Passage::start)).toList();
        return new Blocks(found.stream()
                .map(passage -> FenceKind.DOCUMENT.wrap(fence, "page " + passage.document(), passage.text()))
                .collect(Collectors.joining("\n\n")), 0, 0);
    }

    private static int tokens(List<MarginNotes> notes) {
        return notes.stream().mapToInt(note -> TokenCounter.estimate(note.text()) + BLOCK_TOKENS).sum();
    }

    private ChatRequest withStored(ChatRequest request, List<String> stored) {
        return stored.isEmpty()
                ? request
                : instructed(request, RECALL.render(Map.of("memory", FenceKind.MEMORY.tag(fence), "blocks",
                        IntStream.range(0, stored.size())
                                .mapToObj(i -> FenceKind.MEMORY.wrap(fence, Integer.toString(i + 1), stored.get(i)))
                                .collect(Collectors.joining("\n\n")))));
    }

    private static ChatRequest instructed(ChatRequest request, String instructions) {
        return request.withConversation(request.conversation().withInstructions(instructions));
    }
}
