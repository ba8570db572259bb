package dev.ponder.runtime.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/** Joins parts to an answer: the inverse of {@link AnswerEmulator}. One instance per answer; not thread-safe. */
public final class AnswerAccumulator {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, PendingCall> calls = new TreeMap<>();
    private final LogprobAccumulator logprobs = new LogprobAccumulator();
    private @Nullable FinishReason finishReason;

    /** Adds the next part. */
    public void add(AnswerPart part) {
        if (part instanceof AnswerPart.Text piece) {
            text.append(piece.text());
            logprobs.add(piece.logprobs());
        } else if (part instanceof AnswerPart.Reasoning piece) {
            reasoning.append(piece.text());
        } else if (part instanceof AnswerPart.Refusal piece) {
            refusal.append(piece.text());
        } else if (part instanceof AnswerPart.ToolCallDelta delta) {
            calls.computeIfAbsent(delta.index(), index -> new PendingCall()).add(delta);
        } else if (part instanceof AnswerPart.Finish finish) {
            finishReason = finish.reason();
        }
    }

    /** The answer of all parts so far. Without an {@link AnswerPart.Finish} its finish reason is {@code stop}. */
    public Answer answer() {
        List<ToolCall> toolCalls = new ArrayList<>();
        calls.values().forEach(call -> toolCalls.add(call.complete()));
        FinishReason reason = finishReason == null ? FinishReason.STOP : finishReason;
        return new Answer(text.toString(), reasoning.toString(), toolCalls, refusal.toString(), reason,
                logprobs.all(), List.of());
    }

    private static final class PendingCall {

        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        void add(AnswerPart.ToolCallDelta delta) {
            id = delta.id() == null ? id : delta.id();
            name = delta.name() == null ? name : delta.name();
            arguments.append(delta.arguments());
        }

        ToolCall complete() {
            return new ToolCall(id, name, arguments.toString());
        }
    }
}
