package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.Set;

import dev.ponder.api.chat.FinishReason;

/** Reads the finish reasons of all providers. */
public final class FinishReasonReader {

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

    private FinishReasonReader() {
    }

    /**
     * The reason that an upstream reports, in OpenAI's terms where the value is known: {@code max_tokens} is
     * {@link FinishReason#LENGTH}, {@code SAFETY} is {@link FinishReason#CONTENT_FILTER}. Case, underscores and hyphens
     * do not count. Gemini's {@code OTHER} is {@link FinishReason#ERROR}. A value that is not known is kept. An empty value
     * is {@link FinishReason#STOP}, because it is read at the end of an answer only.
     */
    public static FinishReason read(String value) {
        String reason = normalized(value);
        if (NO_REASON.contains(reason) || COMPLETE.contains(reason)) {
            return FinishReason.STOP;
        }
        if (reason.equals("other") || contains(reason, FAILED)) {
            return FinishReason.ERROR;
        }
        if (contains(reason, CUT_OFF)) {
            return FinishReason.LENGTH;
        }
        if (contains(reason, FILTERED)) {
            return FinishReason.CONTENT_FILTER;
        }
        if (reason.equals("functioncall")) {
            return FinishReason.FUNCTION_CALL;
        }
        return reason.startsWith("tool") ? FinishReason.TOOL_CALLS : new FinishReason(value);
    }

    /** Whether a value ends an answer: some servers send an empty value, or the text {@code null}, before the end. */
    public static boolean isReason(String value) {
        return !NO_REASON.contains(normalized(value));
    }

    private static String normalized(String value) {
        var letters = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                letters.append(c);
            } else if (c >= 'A' && c <= 'Z') {
                letters.append((char) (c + ('a' - 'A')));
            }
        }
        return letters.toString();
    }

    private static boolean contains(String reason, List<String> parts) {
        return parts.stream().anyMatch(reason::contains);
    }
}
