package dev.ponder.runtime.engine;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
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
        long written = 0;
        for (Answer answer : answers) {
            written += tokens(answer.text()) + tokens(answer.reasoning());
        }
        return of(call, written);
    }

    /** The prompt tokens of requests, one call each. Images and audio are not estimated. */
    static long ofPrompts(List<ChatRequest> prompts) {
        long tokens = 0;
        for (ChatRequest prompt : prompts) {
            for (ChatMessage message : prompt.conversation().messages()) {
                tokens += tokens(message.text());
            }
            JsonNode tools = prompt.parameters().get("tools");
            tokens += tools == null ? 0 : tokens(tools.toString());
        }
        return tokens;
    }

    /** The usage of a call that returned so many characters of text and of reasoning. */
    static Usage of(UpstreamCall call, long text, long reasoning) {
        return of(call, tokens(text) + tokens(reasoning));
    }

    private static Usage of(UpstreamCall call, long written) {
        long read = call.conversation().messages().stream().map(ChatMessage::text).mapToLong(UsageEstimate::tokens)
                .sum();
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
        return tokens(text.length());
    }

    private static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
