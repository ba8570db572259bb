package dev.ponder.retrieval.document;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.retrieval.token.TokenCounter;

/**
 * How many tokens a model reads and writes in one call. Immutable.
 *
 * @param tokens the size, prompt and completion together
 * @param answerTokens how many of them are kept free for the answer
 */
public record ContextWindow(int tokens, int answerTokens) {

    private static final int PER_MESSAGE = 8;
    /** Models have other vocabularies than the one that counts. */
    private static final double MARGIN = 1.15;

    /** A window that keeps a quarter free for the answer, or what the client wants, but never more than half. */
    public static ContextWindow of(int tokens, ChatRequest request) {
        return new ContextWindow(tokens, Math.min(tokens / 2, request.maxTokens().orElse(Math.min(tokens / 4, 4096))));
    }

    /** Whether a conversation and its answer fit. Texts are counted exactly only if an estimate does not decide. */
    public boolean fits(Conversation conversation) {
        long room = (long) tokens - answerTokens;
        long estimate = estimate(conversation);
        if (estimate <= room || estimate > 2 * room) {
            return estimate <= room;
        }
        long counted = conversation.messages().stream()
                .mapToLong(message -> TokenCounter.count(message.text()) + PER_MESSAGE).sum();
        return counted * MARGIN <= room;
    }

    /** The tokens that are left for further instructions beside a conversation and its answer, at least 0. */
    public int roomBeside(Conversation conversation) {
        return (int) Math.max(0, tokens - answerTokens - estimate(conversation));
    }

    /** An estimate of the tokens of a conversation, without its images. */
    public static long estimate(Conversation conversation) {
        return conversation.messages().stream().map(ChatMessage::text)
                .mapToLong(text -> TokenCounter.estimate(text) + PER_MESSAGE).sum();
    }
}
