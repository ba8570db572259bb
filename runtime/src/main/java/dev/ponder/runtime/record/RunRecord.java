package dev.ponder.runtime.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;

/** The events of one request. Texts for which there is no memory are left out. Thread-safe. */
final class RunRecord {

    /** The memory of an event without texts. */
    private static final long BASE = 200;

    private final LongPredicate memory;
    private final long maxTexts;
    private final List<InferenceEvent> events = new ArrayList<>();
    private final Map<Integer, KnownModel> knowledge = new LinkedHashMap<>();
    private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    private long reserved;
    private long texts;
    private boolean truncated;
    private boolean confidential;

    /** What was known about the model of a stage when the stage started. */
    record KnownModel(NSupport n, Set<String> rejected) {}

    /**
     * A record.
     *
     * @param memory reserves memory, in bytes
     * @param maxTexts the number of characters above which the texts of calls are left out
     */
    RunRecord(LongPredicate memory, long maxTexts) {
        this.memory = memory;
        this.maxTexts = maxTexts;
    }

    /** Adds an event. The texts of the request and its answer have priority over those of calls. */
    synchronized void add(InferenceEvent event) {
        if (event instanceof RequestStarted started) {
            long size = started.prompts().stream().mapToLong(prompt -> size(prompt.conversation())
                    + size(prompt.parameters())).sum();
            events.add(keep(size, Long.MAX_VALUE) ? event : withoutTexts(started));
        } else if (event instanceof CallStarted call) {
            long size = size(call.conversation()) + size(call.parameters());
            boolean first = counted.add(call.conversation());
            events.add(keep(size, first ? size : 0, maxTexts) ? event : withoutTexts(call));
        } else if (event instanceof CallFinished call) {
            long size = call.answers().stream().mapToLong(RunRecord::size).sum();
            events.add(keep(size, maxTexts) ? event : withoutTexts(call));
        } else if (event instanceof ChoiceFinished choice) {
            if (keep(size(choice.answer()), Long.MAX_VALUE)) {
                events.add(event);
            }
        } else if (event instanceof FindingReported reported) {
            if (keep(size(reported.finding()), maxTexts)) {
                events.add(event);
            }
        } else {
            keep(0, Long.MAX_VALUE);
            events.add(event);
        }
    }

    synchronized void know(int stage, KnownModel known) {
        knowledge.put(stage, known);
    }

    /** A confidential strategy takes part, so none of the texts may be written. */
    synchronized void hide() {
        confidential = true;
    }

    private boolean keep(long size, long most) {
        return keep(size, size, most);
    }

    /**
     * Whether texts are kept.
     *
     * @param size what they add to the record
     * @param held what they add to the memory, which is less if the record has them already
     * @param most the number of characters that the record may have with them
     */
    private boolean keep(long size, long held, long most) {
        boolean kept = texts + size <= most && memory.test(held + BASE);
        if (kept) {
            texts += size;
            reserved += held + BASE;
        } else {
            truncated = true;
        }
        return kept;
    }

    private static RequestStarted withoutTexts(RequestStarted started) {
        return new RequestStarted(started.time(), started.requestId(), started.request(), List.of());
    }

    private static CallStarted withoutTexts(CallStarted call) {
        return new CallStarted(call.time(), call.call(), call.stageId(), call.stage(), call.model(), call.upstream(),
                new Conversation(List.of()), Map.of(), call.choices(), call.streamed());
    }

    private static CallFinished withoutTexts(CallFinished call) {
        return new CallFinished(call.time(), call.call(), call.stageId(), call.outcome(), call.usage(), List.of(),
                call.duration());
    }

    synchronized List<InferenceEvent> events() {
        return List.copyOf(events);
    }

    synchronized Map<Integer, KnownModel> knowledge() {
        return Map.copyOf(knowledge);
    }

    synchronized long reserved() {
        return reserved;
    }

    /** The number of characters of its texts. */
    synchronized long texts() {
        return texts;
    }

    synchronized boolean truncated() {
        return truncated;
    }

    synchronized boolean confidential() {
        return confidential;
    }

    private static long size(Conversation conversation) {
        long size = 0;
        for (ChatMessage message : conversation.messages()) {
            size += size(message.content()) + size(message.extra());
        }
        return size;
    }

    private static long size(Content content) {
        if (content instanceof Content.Text text) {
            return text.text().length();
        }
        return content instanceof Content.Parts parts
                ? parts.parts().stream().mapToLong(part -> size(part.json())).sum()
                : 0;
    }

    private static long size(Answer answer) {
        JsonNode logprobs = answer.logprobs();
        return answer.characters() + size(answer.extra().message()) + size(answer.extra().choice())
                + size(answer.extra().completion()) + (logprobs == null ? 0 : size(logprobs));
    }

    private static long size(Finding finding) {
        return finding instanceof Finding.Votes votes
                ? votes.classes().stream().mapToLong(group -> group.answer().length()).sum()
                : 0;
    }

    private static long size(Map<String, JsonNode> members) {
        long size = 0;
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            size += member.getKey().length() + size(member.getValue());
        }
        return size;
    }

    /** About the length of its JSON. */
    private static long size(JsonNode node) {
        long size = node.isTextual() ? node.textValue().length() : 10;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }
}
