package dev.ponder.api.chat;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Why a model stopped. {@link #reported} reads what an upstream sends. Immutable.
 *
 * @param value the value in JSON
 */
public record FinishReason(String value) {

    /** The answer is complete, or a stop sequence was reached. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** A token limit was reached. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** The model calls a function, in OpenAI's form before tools. */
    public static final FinishReason FUNCTION_CALL = new FinishReason("function_call");
    /** The upstream's content filter removed content. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The upstream failed or was cancelled while it wrote the answer. OpenAI has no such value; OpenRouter has this one. */
    public static final FinishReason ERROR = new FinishReason("error");

    /** Values of providers, as {@link #normalized}. Other values are recognized by a part of them. */
    private static final Set<String> COMPLETE = Set.of("stop", "stopped", "stopsequence", "stopword", "word", "eos",
            "eostoken", "eosfound", "endoftext", "endturn", "endofturn", "end", "complete", "completed", "finish",
            "finished",
            "finishreasonstop", "done", "normal", "success");
    private static final Set<String> NO_REASON = Set.of("", "null", "none", "false", "0", "notfinished",
            "finishreasonunspecified");
    private static final List<String> FAILED = List.of("error", "fail", "abort", "cancel", "timeout", "timedout",
            "malformed", "unexpected", "interrupt", "insufficient", "network", "userstopped", "unavailable", "overload",
            "toomanytoolcalls", "preempt", "disconnect");
    private static final List<String> CUT_OFF = List.of("length", "maxtoken", "maxoutput", "maxnew", "maxpredicted",
            "maxcompletion", "limit", "context", "incomplete", "truncat", "budget", "pauseturn");
    private static final List<String> FILTERED = List.of("filter", "safety", "recitation", "block", "prohibited",
            "spii",
            "guardrail", "refus", "moderat", "sensitive", "toxic", "policy", "violation", "flagged");

    /**
     * The reason that an upstream reports, in OpenAI's terms where the value is known: {@code max_tokens} is
     * {@link #LENGTH}, {@code SAFETY} is {@link #CONTENT_FILTER}. Case, underscores and hyphens do not count. Gemini's
     * {@code OTHER} is {@link #ERROR}. A value that is not known is kept. An empty value is {@link #STOP}, because it is
     * read at the end of an answer only.
     */
    public static FinishReason reported(String value) {
        String reason = normalized(value);
        if (NO_REASON.contains(reason) || COMPLETE.contains(reason)) {
            return STOP;
        }
        if (reason.equals("other") || contains(reason, FAILED)) {
            return ERROR;
        }
        if (contains(reason, CUT_OFF)) {
            return LENGTH;
        }
        if (contains(reason, FILTERED)) {
            return CONTENT_FILTER;
        }
        if (reason.equals("functioncall")) {
            return FUNCTION_CALL;
        }
        return reason.startsWith("tool") ? TOOL_CALLS : new FinishReason(value);
    }

    /** Whether a value ends an answer: some servers send an empty value, or the text {@code null}, before the end. */
    public static boolean reports(String value) {
        return !NO_REASON.contains(normalized(value));
    }

    /** Whether a token limit cut the answer off. */
    public boolean truncated() {
        return reported(value).equals(LENGTH);
    }

    /** Whether the answer is whole: not cut off by a limit, not filtered, and not ended by a failure. */
    public boolean complete() {
        FinishReason reason = reported(value);
        return !reason.equals(LENGTH) && !reason.equals(CONTENT_FILTER) && !reason.equals(ERROR);
    }

    private static String normalized(String value) {
        return value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean contains(String reason, List<String> parts) {
        return parts.stream().anyMatch(reason::contains);
    }

    @Override
    public String toString() {
        return value;
    }
}
