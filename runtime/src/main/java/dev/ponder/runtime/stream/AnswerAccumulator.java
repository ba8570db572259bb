package dev.ponder.runtime.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.stream.MemberMerger.Level;

/** Joins parts to an answer: the inverse of {@link AnswerEmulator}. One instance per answer; not thread-safe. */
public final class AnswerAccumulator {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, PendingCall> calls = new TreeMap<>();
    private final LogprobAccumulator logprobs = new LogprobAccumulator();
    private final MemberMerger message = new MemberMerger(Level.MESSAGE);
    private final MemberMerger choice = new MemberMerger(Level.CHOICE);
    private final MemberMerger completion = new MemberMerger(Level.COMPLETION);
    private final ArrayNode content = JsonNodeFactory.instance.arrayNode();
    /** The text before it is in {@link #content}. */
    private int contentEnd;
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
        } else if (part instanceof AnswerPart.Extra extra) {
            add(extra.members());
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
                logprobs.all(), List.of(), new ExtraMembers(messageMembers(), choice.members(), completion.members()));
    }

    private void add(ExtraMembers members) {
        choice.add(members.choice());
        completion.add(members.completion());
        if (ContentParts.in(members.message())) {
            addText(content);
            contentEnd = text.length();
            Objects.requireNonNull(members.message().get(ContentParts.MEMBER))
                    .forEach(part -> content.add(part.deepCopy()));
            var others = new LinkedHashMap<>(members.message());
            others.remove(ContentParts.MEMBER);
            message.add(others);
        } else {
            message.add(members.message());
        }
    }

    private Map<String, JsonNode> messageMembers() {
        if (content.isEmpty()) {
            return message.members();
        }
        var members = new LinkedHashMap<>(message.members());
        ArrayNode parts = content.deepCopy();
        addText(parts);
        members.put(ContentParts.MEMBER, parts);
        return members;
    }

    private void addText(ArrayNode parts) {
        if (contentEnd < text.length()) {
            parts.add(ContentParts.text(text.substring(contentEnd)));
        }
    }

    private static final class PendingCall {

        private String id = "";
        private String type = ToolCall.FUNCTION;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private final MemberMerger extra = new MemberMerger(Level.MESSAGE);

        void add(AnswerPart.ToolCallDelta delta) {
            id = delta.id() == null ? id : delta.id();
            type = delta.type();
            name = delta.name() == null ? name : name + delta.name();
            arguments.append(delta.arguments());
            extra.add(delta.extra());
        }

        ToolCall complete() {
            return new ToolCall(id, type, name, arguments.toString(), extra.members());
        }
    }
}
