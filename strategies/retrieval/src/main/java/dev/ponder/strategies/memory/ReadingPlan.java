package dev.ponder.strategies.memory;

import java.util.Optional;

import dev.ponder.api.Inference;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.retrieval.document.ContextWindow;
import dev.ponder.retrieval.document.LongInput;
import dev.ponder.retrieval.passage.Pages;
import dev.ponder.retrieval.token.TokenCounter;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * How a long request is read.
 *
 * @param request the request without its documents
 * @param question the conversation without its documents, as a text for the readers of the pages
 * @param window the context window of the answer
 * @param pages the pages of the documents
 * @param affordable the number of pages that the token budget allows to read
 */
record ReadingPlan(ChatRequest request, String question, ContextWindow window, Pages pages, int affordable) {

    /** Tokens of the instructions and tags in a prompt. */
    private static final int INSTRUCTIONS = 400;

    /** The plan; empty if the request fits the window, or has nothing long that could be read by pages. */
    static Optional<ReadingPlan> of(ChatRequest request, MemoryConfig settings, long remainingTokens) {
        var window = ContextWindow.of(settings.contextWindow(), request);
        if (window.fits(request.conversation())) {
            return Optional.empty();
        }
        LongInput input = LongInput.of(request.conversation(), settings.delimiter(), window.tokens() / 16);
        if (input.documents().isEmpty()) {
            return Optional.empty();
        }
        String transcript = input.conversation().transcript(input.conversation().messages().size());
        String question = MiddleTruncation.of(transcript, window.tokens() / 2);
        int questionTokens = TokenCounter.estimate(question);
        int largest = Math.max(64, window.tokens() - settings.noteMaxTokens() - questionTokens - INSTRUCTIONS);
        int size = Math.min(largest, settings.pageTokens() > 0 ? settings.pageTokens() : window.tokens() * 3 / 10);
        String text = input.text();
        Pages pages = Pages.of(text, transcript,
                new Pages.Limits(size, largest, settings.overlapPercent(), settings.maxPages()));
        long perPage = TokenCounter.estimate(text) / Math.max(1, pages.count()) + questionTokens + INSTRUCTIONS
                + settings.noteMaxTokens() / 4;
        int affordable = (int) Math.max(0,
                Math.min(pages.read().size(), (remainingTokens - window.tokens()) / perPage));
        return Optional.of(new ReadingPlan(request.withConversation(input.conversation()), question, window,
                pages.best(transcript, affordable), affordable));
    }

    /** The length of a request, for {@link Inference#compute}. */
    static long characters(ChatRequest request) {
        return request.conversation().messages().stream().mapToLong(message -> message.text().length()).sum();
    }
}
