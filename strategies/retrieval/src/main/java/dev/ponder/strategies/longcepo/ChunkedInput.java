package dev.ponder.strategies.longcepo;

import java.util.Optional;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.retrieval.document.ContextWindow;
import dev.ponder.retrieval.document.LongInput;
import dev.ponder.retrieval.passage.Pages;
import dev.ponder.retrieval.passage.PassageIndex;
import dev.ponder.retrieval.token.TokenCounter;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * A request whose documents are divided into passages.
 *
 * @param request the request without its documents
 * @param question the conversation without its documents, as a text
 * @param words the words of the conversation, for a search
 * @param window the context window of the answer
 * @param passages all passages, with their numbers
 * @param index finds passages by words
 * @param passageTokens the average size of a passage
 */
record ChunkedInput(ChatRequest request, String question, String words, ContextWindow window, Pages passages,
        PassageIndex index,
        int passageTokens) {

    private static final int CHARACTERS = 3;
    private static final int NO_LIMIT = 1_000_000;

    /** The passages; empty if the request fits the window, or has nothing long. */
    static Optional<ChunkedInput> of(ChatRequest request, LongCepoConfig settings, MapReduceLayout layout) {
        var window = ContextWindow.of(layout.window(), request);
        if (window.fits(request.conversation())) {
            return Optional.empty();
        }
        LongInput input = LongInput.of(request.conversation(), settings.delimiter(), window.tokens() / 16);
        if (input.documents().isEmpty()) {
            return Optional.empty();
        }
        String text = input.text();
        int size = Math.min(settings.chunkTokens(), layout.passage());
        Pages passages = Pages.divide(text,
                new Pages.Limits(size, layout.passage(), 0, settings.complete() ? settings.mapChunks() : NO_LIMIT));
        String question = input.conversation().transcript(input.conversation().messages().size());
        return Optional.of(new ChunkedInput(request.withConversation(input.conversation()),
                MiddleTruncation.of(question, layout.share() * CHARACTERS), input.searchText(), window, passages,
                passages.index(),
                TokenCounter.estimate(text) / Math.max(1, passages.count()) + 1));
    }

    /** The passages that a question is asked about. */
    Pages about(String asked, int limit) {
        return passages.best(asked, limit, index);
    }
}
