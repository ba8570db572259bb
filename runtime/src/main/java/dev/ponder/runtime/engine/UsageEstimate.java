package dev.ponder.runtime.engine;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * Estimates the usage of a call whose upstream reports none: one token per four characters.
 */
public final class UsageEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private UsageEstimate() {
    }

    static Usage of(UpstreamCall call, Iterable<Answer> answers) {
        long read = call.conversation().messages().stream().map(ChatMessage::text).mapToLong(UsageEstimate::tokens)
                .sum();
        long written = 0;
        for (Answer answer : answers) {
            written += tokens(answer.text()) + tokens(answer.reasoning());
        }
        return new Usage(read, written, read + written, 0, 0, true);
    }

    /** The estimated number of tokens of texts. */
    public static long tokens(Iterable<String> texts) {
        long tokens = 0;
        for (String text : texts) {
            tokens += tokens(text);
        }
        return tokens;
    }

    private static long tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
